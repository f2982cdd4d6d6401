package dev.offstage;

import dev.offstage.testing.Jndi;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.Executor;
import javax.enterprise.concurrent.ContextService;
import javax.enterprise.concurrent.ManagedExecutorService;

/** An application server whose threads have the user of whoever has asked for them. */
final class CapturingServer {
  /** Who is logged in. */
  static final ThreadLocal<String> USER = new ThreadLocal<>();

  static final String EXECUTOR = "java:comp/DefaultManagedExecutorService";
  static final String CONTEXTS = "java:comp/DefaultContextService";

  private CapturingServer() {}

  /** Runs what it is given as whoever has given it. */
  static Executor over(Executor threads) {
    return work -> threads.execute(captured(work));
  }

  private static Runnable captured(Runnable work) {
    String user = USER.get();
    return () -> {
      String before = USER.get();
      USER.set(user);
      try {
        work.run();
      } finally {
        USER.set(before);
      }
    };
  }

  /** The same as a server has it under its JNDI names, with the service that makes contexts. */
  static void bindManaged(Executor threads) {
    Executor capturing = over(threads);
    Jndi.NAMES.put(
        EXECUTOR,
        Proxy.newProxyInstance(
            CapturingServer.class.getClassLoader(),
            new Class<?>[] {ManagedExecutorService.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("execute")) {
                return Object.class == method.getDeclaringClass() ? "managed" : null;
              }
              capturing.execute((Runnable) arguments[0]);
              return null;
            }));
    Jndi.NAMES.put(
        CONTEXTS,
        Proxy.newProxyInstance(
            CapturingServer.class.getClassLoader(),
            new Class<?>[] {ContextService.class},
            (proxy, method, arguments) -> contextual(arguments[0], (Class<?>) arguments[1])));
  }

  /** A proxy that keeps who is logged in now. */
  private static Object contextual(Object instance, Class<?> type) {
    String user = USER.get();
    return Proxy.newProxyInstance(
        CapturingServer.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> {
          String before = USER.get();
          USER.set(user);
          try {
            return method.invoke(instance, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          } finally {
            USER.set(before);
          }
        });
  }
}
