package dev.offstage.internal.runtime;

import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What an application server keeps under JNDI names. */
final class ApplicationServer {
  private ApplicationServer() {}

  /**
   * Looks up an executor, such as a ManagedExecutorService.
   *
   * @throws IllegalStateException if there is none under that name
   */
  @SuppressWarnings("BanJNDI") // a name from the settings that begins with java:, never a URL
  static Executor executor(String jndiName) {
    Object found;
    try {
      found = new InitialContext().lookup(jndiName);
    } catch (NamingException e) {
      throw new IllegalStateException(
          "nothing under the JNDI name '"
              + jndiName
              + "' ("
              + e
              + "); a server's default is often"
              + " java:comp/DefaultManagedExecutorService",
          e);
    }
    if (!(found instanceof Executor)) {
      throw new IllegalStateException(
          "'"
              + jndiName
              + "' is "
              + (found == null ? "null" : "a " + found.getClass().getName())
              + ", not a ManagedExecutorService");
    }
    return (Executor) found;
  }
}
