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

  /** Keeps the errors of all attempts with the last one, which is what the task fails with. */
  void suppressIn(Throwable failure) {
    for (Attempt each : all()) {
      Throwable error = each.error();
      if (error != null && error != failure && !isIn(failure, error)) {
        failure.addSuppressed(error);
      }
    }
  }

  private static boolean isIn(Throwable failure, Throwable error) {
    for (Throwable known : failure.getSuppressed()) {
      if (known == error) {
        return true;
      }
    }
    return false;
  }
}
