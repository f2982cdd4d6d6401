package dev.offstage.servlet.respond.kept;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * When those that have ended go. A timer for each would cost every task that makes room for another
 * a search among all of them; so there is one, for the next. Guarded by its {@link TaskStore}.
 */
final class Expiries {
  private final Supplier<ScheduledExecutorService> timer;
  private final Runnable sweep;
  // For each time that rules keep, when each goes. They came in the order of their ends, so the
  // first goes first.
  private final Map<Duration, Map<PublishedTask, Long>> lines = new HashMap<>();
  private @Nullable Future<?> planned;
  private long plannedFor;

  /**
   * Makes it.
   *
   * @param sweep takes what is {@link #due}
   */
  Expiries(Supplier<ScheduledExecutorService> timer, Runnable sweep) {
    this.timer = timer;
    this.sweep = sweep;
  }

  /** This one has ended. */
  void add(PublishedTask ended) {
    long at = System.nanoTime() + ended.keep.toNanos();
    lines.computeIfAbsent(ended.keep, keep -> new LinkedHashMap<>()).put(ended, at);
    if (planned == null || at - plannedFor < 0) {
      plan(at);
    }
  }

  void remove(PublishedTask published) {
    Map<PublishedTask, Long> line = lines.get(published.keep);
    if (line != null && line.remove(published) != null && line.isEmpty()) {
      lines.remove(published.keep);
    }
  }

  /** Removes and returns those that have been kept for long enough; plans for the next. */
  List<PublishedTask> due() {
    List<PublishedTask> due = new ArrayList<>();
    long now = System.nanoTime();
    Long next = null;
    for (Map<PublishedTask, Long> line : lines.values()) {
      Iterator<Map.Entry<PublishedTask, Long>> those = line.entrySet().iterator();
      while (those.hasNext()) {
        Map.Entry<PublishedTask, Long> each = those.next();
        long at = each.getValue();
        if (at - now > 0) {
          next = next == null || at - next < 0 ? at : next;
          break;
        }
        due.add(each.getKey());
        those.remove();
      }
    }
    lines.values().removeIf(Map::isEmpty);
    planned = null;
    if (next != null) {
      plan(next);
    }
    return due;
  }

  private void plan(long at) {
    if (planned != null) {
      planned.cancel(false);
    }
    plannedFor = at;
    try {
      planned = timer.get().schedule(sweep, at - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // The webapp is stopping, and all go.
    }
  }

  void clear() {
    lines.clear();
    if (planned != null) {
      planned.cancel(false);
      planned = null;
    }
  }
}
