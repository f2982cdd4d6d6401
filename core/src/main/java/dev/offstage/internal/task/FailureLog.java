package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.internal.text.Log;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Logs the failures of work whose result nobody asks for: that has none, or whose task has become
 * garbage. Each of the first in a while with its stack; past that those of one name are only
 * counted, so that a partner that is down does not fill the disk. Thread-safe.
 */
public final class FailureLog {
  private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int MOST_NAMES = 1_000;

  /** How many failures of one name are logged in full within a minute. */
  public static final int IN_FULL = 10;

  private static final class Window {
    long start;
    int inFull;
    int counted;
  }

  /** One failure, without the task. */
  static final class Failure {
    final String task;
    final String pool;
    final String place;
    final Throwable thrown;
    final long ranNanos;

    Failure(PoolTask<?> task, Throwable thrown, long ranNanos) {
      this.task = task.name();
      this.pool = task.pool();
      this.place = task.place();
      this.thrown = thrown;
      this.ranNanos = ranNanos;
    }
  }

  private final Clock clock;
  private final UnaskedFailures unasked;
  // Guarded by itself, never while something is logged.
  private final Map<String, Window> windows =
      new LinkedHashMap<String, Window>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Window> eldest) {
          return size() > MOST_NAMES;
        }
      };

  public FailureLog(Clock clock) {
    this.clock = clock;
    this.unasked = new UnaskedFailures(clock, this);
  }

  /** As soon as it is clear that nobody will ask for the result. */
  void addIfNobodyAsks(PoolTask<?> task, Failure failure) {
    unasked.watch(task, failure);
  }

  /**
   * At once.
   *
   * @param more what is to be said besides, or nothing
   */
  void add(Failure failure, String more) {
    long now = clock.nanos();
    int countedBefore = 0;
    boolean last;
    synchronized (windows) {
      Window window = windows.computeIfAbsent(failure.task, name -> new Window());
      if (window.inFull == 0 || now - window.start > WINDOW_NANOS) {
        window.start = now;
        window.inFull = 0;
        countedBefore = window.counted;
        window.counted = 0;
      }
      if (window.inFull == IN_FULL) {
        window.counted++;
        return;
      }
      window.inFull++;
      last = window.inFull == IN_FULL;
    }
    if (countedBefore > 0) {
      Log.warn(more(failure.task, countedBefore));
    }
    Log.warn(
        "Task '"
            + failure.task
            + "' failed in pool '"
            + failure.pool
            + "' after "
            + TimeUnit.NANOSECONDS.toMillis(failure.ranNanos)
            + " ms"
            + more
            + "; handed over at "
            + failure.place
            + (last
                ? " (failure " + IN_FULL + " within a minute: the next ones are only counted)"
                : ""),
        failure.thrown);
  }

  /** Says what was only counted; at the end of the application. */
  public void flush() {
    unasked.look();
    Map<String, Window> rest;
    synchronized (windows) {
      rest = new LinkedHashMap<>(windows);
      windows.clear();
    }
    rest.forEach(
        (name, window) -> {
          if (window.counted > 0) {
            Log.warn(more(name, window.counted));
          }
        });
  }

  private static String more(String name, int count) {
    return "Task '" + name + "' failed " + count + " more times, not logged one by one";
  }

  /** The task's name and pool. */
  public static String describe(Task<?> task) {
    return "'" + task.name() + "' in pool '" + task.pool() + "'";
  }
}
