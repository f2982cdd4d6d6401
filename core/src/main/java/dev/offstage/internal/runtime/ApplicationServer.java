package dev.offstage.internal.runtime;

import dev.offstage.internal.workers.ServerExecutor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** What an application server keeps under JNDI names. */
final class ApplicationServer {
  /**
   * Those of the JDK that take nothing along. It has others, and proxies, that pass on what they
   * get to an executor of anybody's.
   */
  private static final Set<String> PLAIN =
      new HashSet<>(
          Arrays.asList(
              "java.util.concurrent.ThreadPoolExecutor",
              "java.util.concurrent.ScheduledThreadPoolExecutor",
              "java.util.concurrent.ForkJoinPool",
              "java.util.concurrent.ThreadPerTaskExecutor",
              // newSingleThreadExecutor()
              "java.util.concurrent.Executors$FinalizableDelegatedExecutorService",
              "java.util.concurrent.Executors$AutoShutdownDelegatedExecutorService"));

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
          "nothing under the JNDI name '" + jndiName + "' (" + e + "); " + ExecutorAdvice.get(), e);
    }
    if (!(found instanceof Executor)) {
      throw new IllegalStateException(
          "'"
              + jndiName
              + "' is "
              + (found == null ? "null" : "a " + found.getClass().getName())
              + ", not a ManagedExecutorService");
    }
    return sharing((Executor) found);
  }

  private static ServerExecutor sharing(Executor executor) {
    if (ServerContexts.isManaged(executor)) {
      ServerContexts contexts = ServerContexts.of(executor);
      return contexts == null
          ? ServerExecutor.unknown(executor)
          : ServerExecutor.capturing(executor, contexts);
    }
    return PLAIN.contains(executor.getClass().getName())
        ? ServerExecutor.plain(executor)
        : ServerExecutor.unknown(executor);
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
