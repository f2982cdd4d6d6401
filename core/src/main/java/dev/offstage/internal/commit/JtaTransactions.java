package dev.offstage.internal.commit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/**
 * An application server's transactions, of JTA in either namespace. The server's object is kept, as
 * long as the server keeps it: it is the same for all threads.
 */
final class JtaTransactions {
  private static final String NAME = "java:comp/TransactionSynchronizationRegistry";
  private static final String TYPE = "transaction.TransactionSynchronizationRegistry";
  private static final VisibleClass API = new VisibleClass("jakarta." + TYPE, "javax." + TYPE);

  // javax.transaction.Status
  static final int ACTIVE = 0;
  static final int MARKED_ROLLBACK = 1;
  private static final int COMMITTED = 3;
  static final int ROLLED_BACK = 4;
  static final int UNKNOWN = 5;
  private static final int NO_TRANSACTION = 6;
  static final int ROLLING_BACK = 9;

  private static final Map<ClassLoader, Reference<Object>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  /**
   * How to ask for the status, and to register a synchronization. Only types of the JDK: the class
   * that this belongs to is the server's and outlives the webapp.
   */
  private static final ClassValue<MethodHandle[]> CALLS =
      new ClassValue<MethodHandle[]>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> registry) {
          try {
            return calls(interfaceOf(registry));
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not JTA as it is known: " + registry, e);
          }
        }
      };

  private JtaTransactions() {}

  private static Class<?> interfaceOf(Class<?> registry) throws ClassNotFoundException {
    for (Class<?> type = registry; type != null; type = type.getSuperclass()) {
      for (Class<?> each : type.getInterfaces()) {
        if (each.getName().matches("(javax|jakarta)\\." + TYPE)) {
          return each;
        }
      }
    }
    throw new ClassNotFoundException(TYPE);
  }

  private static MethodHandle[] calls(Class<?> type) throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    MethodHandle status = lookup.unreflect(type.getMethod("getTransactionStatus"));
    for (Method method : type.getMethods()) {
      if (method.getName().equals("registerInterposedSynchronization")) {
        return new MethodHandle[] {
          status.asType(status.type().changeParameterType(0, Object.class)),
          lookup.unreflect(method)
        };
      }
    }
    throw new NoSuchMethodException("registerInterposedSynchronization");
  }

  /** The current thread's; null if the server has none, or there is none. */
  static @Nullable Transaction current(ClassLoader loader) throws Throwable {
    Object registry = registry(loader);
    if (registry == null) {
      return null;
    }
    MethodHandle[] calls = CALLS.get(registry.getClass());
    int status = (int) calls[0].invokeExact(registry);
    return status == NO_TRANSACTION || status == COMMITTED
        ? null
        : new JtaTransaction(status, calls[1], registry);
  }

  private static @Nullable Object registry(ClassLoader loader) {
    Reference<Object> remembered = KNOWN.get(loader);
    Object registry = remembered == null ? null : remembered.get();
    // Where no webapp could use it there is none, and no need to look for it each time.
    if (registry == null && API.from(loader) != null) {
      registry = lookUp();
      if (registry != null) {
        KNOWN.put(loader, new WeakReference<>(registry));
      }
    }
    return registry;
  }

  /** That it is missing here is not remembered: another thread may have the names of the webapp. */
  @SuppressWarnings("BanJNDI") // a constant
  private static @Nullable Object lookUp() {
    try {
      return InitialContext.doLookup(NAME);
    } catch (NamingException | RuntimeException | LinkageError e) {
      return null;
    }
  }

  static void register(MethodHandle call, Object registry, Consumer<Outcome> end) throws Throwable {
    Class<?> type = call.type().parameterType(1);
    Object synchronization =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new Synchronization(JtaTransactions::outcome, end));
    call.invoke(registry, synchronization);
  }

  static Outcome outcome(int status) {
    switch (status) {
      case COMMITTED:
        return Outcome.COMMITTED;
      case MARKED_ROLLBACK:
      case ROLLING_BACK:
      case ROLLED_BACK:
        return Outcome.ROLLED_BACK;
      default:
        return Outcome.UNKNOWN;
    }
  }
}
