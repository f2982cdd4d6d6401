package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one webapp that have a status resource: those that have not ended, those that ended
 * and are kept for a while, and the ids of as many that are no longer kept. Thread-safe.
 */
final class TaskStore {
  private final int most;
  private final Supplier<ScheduledExecutorService> timer;
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final Map<String, PublishedTask> tasks = new ConcurrentHashMap<>();
  // Guarded by this, in the order in which they ended.
  private final Deque<PublishedTask> ended = new ArrayDeque<>();
  private final Map<String, Owner> expired = new LinkedHashMap<>();

  TaskStore(int most, Supplier<ScheduledExecutorService> timer) {
    this.most = most;
    this.timer = timer;
  }

  /** Adds one; false if there are too many that have not ended. */
  boolean add(PublishedTask published) {
    synchronized (this) {
      while (tasks.size() >= most) {
        PublishedTask oldest = ended.poll();
        if (oldest == null) {
          return false;
        }
        expire(oldest);
      }
      tasks.put(published.id(), published);
    }
    return true;
  }

  /** Called once for each, after its end. */
  void ended(PublishedTask published) {
    published.wake();
    synchronized (this) {
      if (tasks.get(published.id()) != published) {
        return;
      }
      ended.add(published);
    }
    try {
      long keep = published.keep.toMillis();
      published.expiresBy(
          timer.get().schedule(() -> expireIfKept(published), keep, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      // The webapp is stopping, and all go.
    }
  }

  private synchronized void expireIfKept(PublishedTask published) {
    if (ended.remove(published)) {
      expire(published);
    }
  }

  private void expire(PublishedTask published) {
    if (tasks.remove(published.id(), published)) {
      expired.put(published.id(), published.owner);
      if (expired.size() > most) {
        expired.remove(expired.keySet().iterator().next());
      }
    }
    keys.remove(published);
    published.free();
  }

  /** Leaves no trace that it was ever there. */
  void forget(PublishedTask published) {
    synchronized (this) {
      tasks.remove(published.id(), published);
      ended.remove(published);
    }
    keys.remove(published);
    published.free();
  }

  /** The one with that id, if it is this client's; else null. */
  @Nullable PublishedTask find(String id, HttpServletRequest request) {
    PublishedTask published = tasks.get(id);
    return published != null && published.owner.is(request) ? published : null;
  }

  /** Whether this client had one with that id that is no longer kept. */
  boolean isExpired(String id, HttpServletRequest request) {
    Owner owner;
    synchronized (this) {
      owner = expired.get(id);
    }
    return owner != null && owner.is(request);
  }

  IdempotencyKeys keys() {
    return keys;
  }

  int size() {
    return tasks.size();
  }

  /** Wakes the requests that wait for a task, in whatever state it is. */
  void wakeAll() {
    tasks.values().forEach(PublishedTask::wake);
  }

  /** The webapp has ended. */
  void close() {
    wakeAll();
    tasks.values().forEach(PublishedTask::free);
    tasks.clear();
  }
}
