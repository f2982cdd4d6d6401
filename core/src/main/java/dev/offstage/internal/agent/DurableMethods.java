package dev.offstage.internal.agent;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.Application;
import dev.offstage.internal.store.TaskStore;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The redirected methods whose calls are written down. The agent says which they are as soon as
 * their class is loaded, so that tasks of an earlier process can run before the first call.
 */
public final class DurableMethods {
  private DurableMethods() {}

  /** Whether the method is redirected, and its calls are to be written down. */
  public static boolean include(Method method) {
    try {
      RedirectOptions options = options(method);
      return options != null && options.plans.areDurable();
    } catch (RuntimeException e) {
      // What the agent says is of another release: each call runs inline, and says why.
      return false;
    }
  }

  private static @Nullable RedirectOptions options(Method method) {
    Class<?> type = method.getDeclaringClass();
    Object[] how =
        RedirectedMethods.ask(type)
            .get(method.getName() + typeOf(method).toMethodDescriptorString());
    return how == null ? null : RedirectOptions.parse((String) how[0]);
  }

  private static MethodType typeOf(Method method) {
    return MethodType.methodType(method.getReturnType(), method.getParameterTypes());
  }

  /**
   * The method of that name and type.
   *
   * @throws IllegalStateException if the class declares none
   */
  static Method find(Class<?> owner, String name, MethodType type) {
    for (Method method : owner.getDeclaredMethods()) {
      if (method.getName().equals(name) && typeOf(method).equals(type)) {
        return method;
      }
    }
    throw new IllegalStateException(owner.getName() + " has no method " + name + type);
  }

  /**
   * Why the calls of a method would run inline.
   *
   * @param signature of the method: class, {@code #}, name, the types of its parameters in
   *     parentheses; there may be more behind it
   * @param loader sees the class
   * @return null if they would not
   */
  static @Nullable String problem(String signature, ClassLoader loader, Application app) {
    try {
      app.store().check();
      TaskStore store = app.store().orNull();
      Class<?> type = Class.forName(signature.substring(0, signature.indexOf('#')), false, loader);
      for (Method method : type.getDeclaredMethods()) {
        if (store != null && signature.startsWith(signatureOf(method))) {
          check(method, store);
        }
      }
      return null;
    } catch (IllegalArgumentException | IllegalStateException e) {
      return e.getMessage();
    } catch (ClassNotFoundException | LinkageError e) {
      return "its class cannot be loaded: " + e;
    }
  }

  private static void check(Method method, TaskStore store) {
    RedirectOptions options = options(method);
    Plan plan = options == null || !options.plans.areDurable() ? null : options.plans.plan();
    if (plan != null) {
      store.check(method, plan);
    }
  }

  /** As the agent writes it. */
  private static String signatureOf(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getTypeName)
        .collect(
            Collectors.joining(
                ", ", method.getDeclaringClass().getName() + "#" + method.getName() + "(", ")"));
  }
}
