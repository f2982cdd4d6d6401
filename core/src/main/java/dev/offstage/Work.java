package dev.offstage;

/**
 * Work without a result; a lambda that may throw anything. A {@link Runnable} that exists already
 * goes in as {@code runnable::run}.
 */
@FunctionalInterface
public interface Work {
  /**
   * Does the work.
   *
   * @throws Exception whatever goes wrong: the task then ends as failed
   */
  void run() throws Exception;
}
