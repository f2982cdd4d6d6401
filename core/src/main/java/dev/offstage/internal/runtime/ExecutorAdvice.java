package dev.offstage.internal.runtime;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Says under which JNDI name this server has an executor, after another one was wrong. */
final class ExecutorAdvice {
  private static final String DEFAULT = "java:comp/DefaultManagedExecutorService";
  private static final String TYPE = "enterprise.concurrent.ManagedExecutorService";

  private ExecutorAdvice() {}

  /** Continues "nothing under the name; ". */
  static String get() {
    if (ApplicationServer.lookup(DEFAULT) instanceof Executor) {
      return "this server's default is " + DEFAULT;
    }
    String type = type();
    if (type == null) {
      return "this server has no ManagedExecutorService: set platform or virtual";
    }
    // TomEE makes one for whoever declares it, and has none under the standard's name.
    return "this server has none under "
        + DEFAULT
        + " either. Declare one in web.xml: <resource-env-ref>"
        + "<resource-env-ref-name>concurrent/pool</resource-env-ref-name><resource-env-ref-type>"
        + type
        + "</resource-env-ref-type></resource-env-ref>, and set java:comp/env/concurrent/pool";
  }

  /** Of the name space that this server has; null if it has neither. */
  private static @Nullable String type() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (String space : new String[] {"jakarta.", "javax."}) {
      try {
        return Class.forName(space + TYPE, false, loader).getName();
      } catch (ClassNotFoundException | LinkageError e) {
        // Perhaps the other one.
      }
    }
    return null;
  }
}
