package dev.offstage.benchmarks;

/** The one argument of every task; counts the tasks that have run. */
public final class Photo {
  // Only ever changed by one worker.
  private int tasks;
  private int expected;
  private volatile boolean complete;

  /** What a task does: next to nothing. */
  public void process() {
    if (++tasks == expected) {
      complete = true;
    }
  }

  /** From now on that many tasks are waited for. */
  void expect(int count) {
    tasks = 0;
    expected = count;
    complete = false;
  }

  void awaitComplete() {
    while (!complete) {
      Thread.onSpinWait();
    }
  }
}
