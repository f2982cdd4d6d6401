package dev.offstage.internal.commit;

import java.util.function.Consumer;

/** The transaction that the current thread is in. */
@FunctionalInterface
public interface Transaction {
  /**
   * Asks to be told how it ends; called once, on the thread that is in it.
   *
   * @param end told when it has ended or can only be rolled back, perhaps at once, on any thread,
   *     and more than once: then the first time counts. It runs inside the transaction's own
   *     completion, so it must be quick and must not throw
   * @throws Throwable what the transaction's manager throws: the end will not be told
   */
  void whenEnded(Consumer<Outcome> end) throws Throwable;
}
