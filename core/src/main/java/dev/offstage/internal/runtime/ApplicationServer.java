package dev.offstage.internal.runtime;

import dev.offstage.internal.workers.ServerExecutor;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;

/** What an application server keeps under JNDI names. */
final class ApplicationServer {
  private ApplicationServer() {}

  /**
   * Looks up an executor, such as a ManagedExecutorService.
   *
   * @throws IllegalStateException if there is none under that name
   */
  @SuppressWarnings("BanJNDI") // a name from the settings that begins with java:, never a URL
  static ServerExecutor executor(String jndiName) {
    Object found;
    try {
      found = new InitialContext().lookup(jndiName);
    } catch (NamingException e) {
      throw new IllegalStateException(
          "nothing has this JNDI name ("
              + (e instanceof NoInitialContextException ? "this server has no JNDI" : e)
              + "); "
              + ExecutorAdvice.insteadOf(jndiName),
          e);
    }
    if (!(found instanceof Executor)) {
      throw new IllegalStateException(
          "that is "
              + (found == null ? "null" : "a " + found.getClass().getName())
              + ", not a ManagedExecutorService; "
              + ExecutorAdvice.standard());
    }
    return ExecutorKinds.of((Executor) found);
  }

  /** What is under a name; null for nothing. */
  @SuppressWarnings("BanJNDI") // a constant
  static @Nullable Object lookup(String jndiName) {
    try {
      return new InitialContext().lookup(jndiName);
    } catch (NamingException e) {
      return null;
    }
  }
}
