package dev.offstage.internal.task;

import dev.offstage.Task;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The places of many tasks in their queues, from one look through each queue: {@link
 * PoolTask#position()} looks through one for each task. Immutable.
 */
public final class Positions {
  private final Map<PoolTask<?>, Integer> places = new HashMap<>();

  private Positions(Collection<PoolTask<?>> tasks) {
    Set<TaskHome> homes = new HashSet<>();
    for (PoolTask<?> task : tasks) {
      if (task.status() == Task.Status.QUEUED) {
        places.put(task, 0);
        homes.add(task.home);
      }
    }
    homes.forEach(this::lookThrough);
  }

  private void lookThrough(TaskHome home) {
    int[] place = {0};
    home.forEachQueued(
        queued -> {
          place[0]++;
          if (queued instanceof PoolTask) {
            places.replace((PoolTask<?>) queued, place[0]);
          }
        });
  }

  /** Those of these tasks now. */
  public static Positions of(Collection<PoolTask<?>> tasks) {
    return new Positions(tasks);
  }

  /** From 1 up; 0: it was none of the tasks, or did not wait for a thread. */
  public int of(PoolTask<?> task) {
    return places.getOrDefault(task, 0);
  }
}
