package dev.offstage.internal.gate;

import dev.offstage.Task;
import dev.offstage.WhenKnown;
import dev.offstage.internal.task.PoolTask;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one pool that have a key and have not ended. A task gets in when the pool has taken
 * it, and goes with its end; nothing else has to take a key away. Thread-safe.
 */
public final class KnownTasks {
  private final ConcurrentHashMap<String, PoolTask<?>> tasks = new ConcurrentHashMap<>();

  /** The one with this key that waits or runs; null if there is none. */
  public @Nullable PoolTask<?> find(String key) {
    while (true) {
      PoolTask<?> known = tasks.get(key);
      if (known == null || isLive(known)) {
        return known;
      }
      if (tasks.remove(key, known)) {
        return null;
      }
      // It has been replaced meanwhile.
    }
  }

  /**
   * Whether it may still do what is asked for. Work that goes on although its task has failed for
   * its time cannot: nobody would hear of what it does.
   */
  private static boolean isLive(PoolTask<?> task) {
    Task.Status now = task.status();
    return now == Task.Status.QUEUED || now == Task.Status.RUNNING;
  }

  /**
   * Puts a task in that the pool has a place for.
   *
   * @return the one that keeps it out; null if it is in
   */
  public @Nullable PoolTask<?> enter(String key, WhenKnown whenKnown, PoolTask<?> task) {
    PoolTask<?> known = put(key, whenKnown, task);
    if (known != null && whenKnown != WhenKnown.REPLACE) {
      return known;
    }
    task.afterEnd(() -> tasks.remove(key, task));
    if (known != null) {
      known.cancelQueued("replaced");
    }
    return null;
  }

  /** Returns the live one that was there, and still is unless it is to be replaced. */
  private @Nullable PoolTask<?> put(String key, WhenKnown whenKnown, PoolTask<?> task) {
    while (true) {
      PoolTask<?> known = tasks.putIfAbsent(key, task);
      if (known == null) {
        return null;
      }
      boolean live = isLive(known);
      if (live && whenKnown != WhenKnown.REPLACE) {
        return known;
      }
      if (tasks.replace(key, known, task)) {
        return live ? known : null;
      }
    }
  }

  /** How many there are, and perhaps some that end just now. */
  public int size() {
    return tasks.size();
  }
}
