package dev.offstage.internal.task;

import dev.offstage.Attempt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The first three and the last seven of many attempts. Guarded by whoever has it. */
final class TriedList {
  private static final int FIRST = 3;
  private static final int LAST = 7;

  private final List<Attempt> first = new ArrayList<>(FIRST);
  private final Deque<Attempt> last = new ArrayDeque<>();

  void add(Attempt attempt) {
    if (first.size() < FIRST) {
      first.add(attempt);
      return;
    }
    if (last.size() == LAST) {
      last.removeFirst();
    }
    last.addLast(attempt);
  }

  List<Attempt> all() {
    List<Attempt> all = new ArrayList<>(first);
    all.addAll(last);
    return all;
  }

  /**
   * Keeps the errors of all attempts with the last one, which is what the task fails with. Not
   * without end: an application may throw the very same error for every task.
   */
  void suppressIn(Throwable failure) {
    for (Attempt each : all()) {
      Throwable error = each.error();
      if (error != null && error != failure && mayHave(failure, error)) {
        failure.addSuppressed(error);
      }
    }
  }

  private static boolean mayHave(Throwable failure, Throwable error) {
    Throwable[] all = failure.getSuppressed();
    for (Throwable known : all) {
      if (known == error) {
        return false;
      }
    }
    return all.length < FIRST + LAST;
  }
}
