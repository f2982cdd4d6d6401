package dev.offstage;

/**
 * Work without a result; a lambda that may throw anything. Pass an existing {@link Runnable} as
 * {@code runnable::run}.
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
