package dev.offstage.internal.commit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Spring's transactions, by name: all of this is there, and the same, from Spring 3 to 7. Outside
 * of one, the question costs two calls.
 */
final class SpringTransactions {
  private static final VisibleClass MANAGER =
      new VisibleClass("org.springframework.transaction.support.TransactionSynchronizationManager");

  private static final int COMMITTED = 0;
  private static final int ROLLED_BACK = 1;

  /**
   * Whether there are synchronizations, whether there is a transaction, how to register one, what
   * is bound, and whether it only reads. Only types of the JDK: the class that this belongs to may
   * outlive the webapp.
   */
  private static final ClassValue<MethodHandle[]> CALLS =
      new ClassValue<MethodHandle[]>() {
        @Override
        protected MethodHandle[] computeValue(Class<?> manager) {
          try {
            return new MethodHandle[] {
              call(manager, "isSynchronizationActive"),
              call(manager, "isActualTransactionActive"),
              call(
                  manager,
                  "registerSynchronization",
                  Class.forName(
                      "org.springframework.transaction.support.TransactionSynchronization",
                      false,
                      manager.getClassLoader())),
              call(manager, "getResourceMap"),
              call(manager, "isCurrentTransactionReadOnly")
            };
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("not Spring as it is known: " + manager, e);
          }
        }
      };

  private SpringTransactions() {}

  private static MethodHandle call(Class<?> manager, String name, Class<?>... parameters)
      throws ReflectiveOperationException {
    return MethodHandles.publicLookup().unreflect(manager.getMethod(name, parameters));
  }

  /** That of the Spring that this loader sees; null if it sees none, or there is none. */
  static @Nullable Transaction current(ClassLoader loader) throws Throwable {
    Class<?> manager = MANAGER.from(loader);
    if (manager == null) {
      return null;
    }
    MethodHandle[] calls = CALLS.get(manager);
    // With PROPAGATION_SUPPORTS there are synchronizations without a transaction.
    return (boolean) calls[0].invokeExact() && (boolean) calls[1].invokeExact()
        ? new SpringTransaction(loader, calls)
        : null;
  }

  static void register(MethodHandle call, Consumer<Outcome> end) throws Throwable {
    Class<?> type = call.type().parameterType(0);
    Object synchronization =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            new Synchronization(SpringTransactions::outcome, end));
    call.invoke(synchronization);
  }

  private static Outcome outcome(int status) {
    return status == COMMITTED
        ? Outcome.COMMITTED
        : status == ROLLED_BACK ? Outcome.ROLLED_BACK : Outcome.UNKNOWN;
  }
}
