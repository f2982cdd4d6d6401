package dev.offstage.internal.task;

import dev.offstage.Task;
import dev.offstage.internal.text.Log;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Logs the failures of work whose result nobody asks for. Each of the first in a while with its
 * stack; past that those of one name are only counted, so that a partner that is down does not fill
 * the disk. Thread-safe.
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

  private final Clock clock;
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
  }

  void add(Task<?> task, String place, Throwable thrown, long ranNanos) {
    long now = clock.nanos();
    int countedBefore = 0;
    boolean last;
    synchronized (windows) {
      Window window = windows.computeIfAbsent(task.name(), name -> new Window());
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
      Log.warn(more(task.name(), countedBefore));
    }
    Log.warn(
        "Task '"
            + task.name()
            + "' failed in pool '"
            + task.pool()
            + "' after "
            + TimeUnit.NANOSECONDS.toMillis(ranNanos)
            + " ms; handed over at "
            + place
            + (last
                ? " (failure " + IN_FULL + " within a minute: the next ones are only counted)"
                : ""),
        thrown);
  }

  /** Says what was only counted; at the end of the application. */
  public void flush() {
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
