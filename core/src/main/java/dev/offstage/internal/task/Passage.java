package dev.offstage.internal.task;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** The way of one task through its gates, one after the other. Thread-safe. */
final class Passage {
  private final PoolTask<?> task;
  // The rest is guarded by this.
  private final Iterator<Gate> gates;
  private @Nullable Gate at;
  private boolean through;

  Passage(PoolTask<?> task, Iterable<Gate> gates) {
    this.task = task;
    this.gates = gates.iterator();
  }

  /** The gate that keeps it; null if none does. */
  synchronized @Nullable Gate at() {
    return through ? null : at;
  }

  /**
   * Goes on from a gate until another one keeps the task. Does nothing if the task is not there: a
   * gate may open twice.
   *
   * @param from null for the start
   * @return whether the task is now through
   */
  boolean goOn(@Nullable Gate from) {
    Gate passed = from;
    while (true) {
      Gate next;
      synchronized (this) {
        if (through || at != passed) {
          return false;
        }
        if (!gates.hasNext()) {
          through = true;
          return true;
        }
        next = gates.next();
        at = next;
      }
      if (!next.pass(task)) {
        return false;
      }
      passed = next;
    }
  }
}
