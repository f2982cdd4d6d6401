package dev.offstage.servlet.respond.kept;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.http.Unavailable;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one webapp that have a status resource: those that have not ended, those that ended
 * and are kept for a while, and the ids of as many that are no longer kept. Thread-safe.
 */
public final class TaskStore {
  private final int most;
  private final int mostOfClient;
  private final IdempotencyKeys keys = new IdempotencyKeys();
  private final Map<String, PublishedTask> tasks = new ConcurrentHashMap<>();
  private final Holders holders = new Holders();
  // The rest is guarded by this; so is what changes the holders.
  private final Expiries expiries;
  private final Map<String, Owner> expired = new LinkedHashMap<>();

  /**
   * Makes it.
   *
   * @param share how many of them one client may have, in percent; always at least one
   */
  TaskStore(int most, int share, Supplier<ScheduledExecutorService> timer) {
    this.most = most;
    this.mostOfClient = Math.max(1, most * share / 100);
    expiries = new Expiries(timer, this::expireDue);
  }

  /** Adds one, for which another may have to go; returns why it does not, else null. */
  public @Nullable Unavailable add(PublishedTask published) {
    PublishedTask out;
    synchronized (this) {
      String client = published.owner.client();
      Unavailable refusal = refusal(client);
      if (refusal != null) {
        return refusal;
      }
      out = isFull(client) ? toGoFor(client) : null;
      if (out != null) {
        expire(out);
      }
      tasks.put(published.id(), published);
      holders.add(published);
    }
    if (out != null) {
      free(out);
    }
    return null;
  }

  /** Why one more of this client would not be added now; null if it would. */
  @Nullable Unavailable refusal(String client) {
    if (!isFull(client)) {
      return null;
    }
    synchronized (this) {
      if (!isFull(client) || toGoFor(client) != null) {
        return null;
      }
      return hasShare(client) ? Unavailable.YOUR_SHARE : Unavailable.TOO_MANY_TASKS;
    }
  }

  private boolean isFull(String client) {
    return tasks.size() >= most || hasShare(client);
  }

  private boolean hasShare(String client) {
    // Without shares, what one client has used up is all there is.
    return mostOfClient < most && holders.count(client) >= mostOfClient;
  }

  private @Nullable PublishedTask toGoFor(String client) {
    return hasShare(client) ? holders.oldestOf(client) : holders.oldestOfMost(client);
  }

  /**
   * Forgets a task whose response is on the disk.
   *
   * @param client who needs the room
   * @param itsOwn whether it must be one of this client
   * @param onDisk how much of the disk a client takes
   * @return false if there is none that may go
   */
  boolean freeFor(String client, boolean itsOwn, ToLongFunction<String> onDisk) {
    PublishedTask out;
    synchronized (this) {
      out = itsOwn ? holders.oldestOnDiskOf(client) : holders.oldestOfLargest(client, onDisk);
      if (out == null) {
        return false;
      }
      expire(out);
    }
    free(out);
    return true;
  }

  /** Called once for each, after its end. */
  public void ended(PublishedTask published) {
    published.wake();
    synchronized (this) {
      if (tasks.get(published.id()) == published) {
        holders.ended(published);
        expiries.add(published);
      }
    }
  }

  private void expireDue() {
    List<PublishedTask> due;
    synchronized (this) {
      due = expiries.due();
      due.forEach(this::expire);
    }
    due.forEach(this::free);
  }

  private void expire(PublishedTask published) {
    if (remove(published)) {
      expired.put(published.id(), published.owner);
      if (expired.size() > most) {
        expired.remove(expired.keySet().iterator().next());
      }
    }
  }

  private boolean remove(PublishedTask published) {
    boolean kept = tasks.remove(published.id(), published);
    if (kept) {
      holders.remove(published);
      expiries.remove(published);
    }
    return kept;
  }

  private void free(PublishedTask published) {
    keys.remove(published);
    published.free();
  }

  /** Leaves no trace that it was ever there. */
  public void forget(PublishedTask published) {
    synchronized (this) {
      remove(published);
    }
    free(published);
  }

  /** The one with that id, if it is this client's; else null. */
  public @Nullable PublishedTask find(String id, HttpServletRequest request) {
    PublishedTask published = tasks.get(id);
    return published != null && published.owner.is(request) ? published : null;
  }

  /** The one of this very task; null if there is none. */
  public @Nullable PublishedTask of(PoolTask<?> task) {
    PublishedTask published = tasks.get(task.id());
    return published != null && published.task == task ? published : null;
  }

  /** Puts one in the place of that with its id, which only followed what others do. */
  public void replace(PublishedTask published) {
    PublishedTask before;
    synchronized (this) {
      before = tasks.get(published.id());
      if (before != null) {
        remove(before);
      }
      // Whatever room there is: it runs here.
      tasks.put(published.id(), published);
      holders.add(published);
    }
    if (before != null) {
      before.wake();
      free(before);
    }
  }

  /** Whether there is one with that id, whoever's it is. */
  public boolean has(String id) {
    return tasks.containsKey(id);
  }

  /**
   * Adds one that the store has, too, if there is room.
   *
   * @return the one with its id that is there then; null if there is no room
   */
  public synchronized @Nullable PublishedTask adopt(PublishedTask published) {
    PublishedTask known = tasks.get(published.id());
    return known != null ? known : add(published) == null ? published : null;
  }

  /** Whether this client had one with that id that is no longer kept. */
  public boolean isExpired(String id, HttpServletRequest request) {
    Owner owner;
    synchronized (this) {
      owner = expired.get(id);
    }
    return owner != null && owner.is(request);
  }

  public IdempotencyKeys keys() {
    return keys;
  }

  int size() {
    return tasks.size();
  }

  /** Wakes the requests that wait for a task, in whatever state it is. */
  public void wakeAll() {
    tasks.values().forEach(PublishedTask::wake);
  }

  /** The webapp has ended. */
  public void close() {
    tasks.values().forEach(PublishedTask::free);
    synchronized (this) {
      tasks.clear();
      holders.clear();
      expiries.clear();
    }
  }
}
