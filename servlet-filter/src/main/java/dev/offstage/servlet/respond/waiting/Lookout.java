package dev.offstage.servlet.respond.waiting;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Positions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks for news of the tasks that requests follow: a state, a progress, a place in the queue. One
 * job of the timer for all requests of a webapp, and one look through each queue. Thread-safe.
 */
final class Lookout {
  private static final long MILLIS = 300;

  /** When a queue moves there are news for all who wait in it, and the server has other work. */
  private static final int MOST_AT_ONCE = 200;

  private final Supplier<ScheduledExecutorService> timer;
  // Whoever has been woken stands last when it waits again. Both guarded by this.
  private final Set<Parked> followers = new LinkedHashSet<>();
  private boolean looking;

  Lookout(Supplier<ScheduledExecutorService> timer) {
    this.timer = timer;
  }

  void add(Parked follower) {
    synchronized (this) {
      followers.add(follower);
      if (looking) {
        return;
      }
      looking = true;
    }
    lookSoon();
  }

  synchronized void remove(Parked follower) {
    followers.remove(follower);
  }

  private void lookSoon() {
    try {
      timer.get().schedule(this::look, MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The webapp is stopping, which wakes them all.
    }
  }

  private void look() {
    try {
      wakeThoseWithNews();
    } finally {
      boolean again;
      synchronized (this) {
        again = !followers.isEmpty();
        looking = again;
      }
      if (again) {
        lookSoon();
      }
    }
  }

  private void wakeThoseWithNews() {
    List<Parked> all;
    synchronized (this) {
      all = new ArrayList<>(followers);
    }
    List<PoolTask<?>> tasks = new ArrayList<>();
    all.forEach(follower -> tasks.add(follower.task()));
    Positions positions = Positions.of(tasks);
    int woken = 0;
    for (Parked follower : all) {
      if (woken < MOST_AT_ONCE && follower.hasNews(positions.of(follower.task()))) {
        follower.wake();
        woken++;
      }
    }
  }
}
