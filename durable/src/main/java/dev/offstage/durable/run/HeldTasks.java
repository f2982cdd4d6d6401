package dev.offstage.durable.run;

import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.task.PoolTask;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The tasks that this process has taken out of the store. Thread-safe. */
public final class HeldTasks {
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
  private final int factor;
  // Those that are being written down for this process; guarded by this.
  private final Set<String> expected = new HashSet<>();
  private volatile boolean alone;
  private volatile boolean emptying;
  private volatile boolean stopped;

  /**
   * @param factor how many it takes, as a multiple of a pool's threads
   */
  public HeldTasks(int factor) {
    this.factor = factor;
  }

  /** How many more tasks of the pool it takes. */
  public int room(StorePool pool) {
    return alone || emptying ? 0 : Math.max(0, factor * pool.size() - count(pool).get());
  }

  /** Whether half of what may wait behind its threads is gone. */
  boolean hasMuchRoom(StorePool pool) {
    return 2 * room(pool) >= (factor - 1) * pool.size();
  }

  private AtomicInteger count(StorePool pool) {
    return counts.computeIfAbsent(pool.name(), name -> new AtomicInteger());
  }

  /**
   * One is about to be written down as this process's.
   *
   * @return false if it must not be: a suspect has this process for itself, or it ends
   */
  synchronized boolean expect(String id) {
    return !alone && !stopped && expected.add(id);
  }

  /** It is there, or it will not be. */
  synchronized void expectNoMore(String id) {
    expected.remove(id);
    notifyAll();
  }

  /**
   * No task begins any more. Waits for those that are just being written down, so that none comes
   * after the others have been given back.
   */
  synchronized void stop(long nanos) throws InterruptedException {
    stopped = true;
    long deadline = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !expected.isEmpty(); left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  boolean isStopped() {
    return stopped;
  }

  /** Keeps all others out, for one suspect; false if there are others. */
  synchronized boolean keepForOne() {
    alone = expected.isEmpty() && held.isEmpty();
    return alone;
  }

  /** The suspect has gone, or did not come. */
  synchronized void letAllIn() {
    alone = false;
  }

  /** Whether a suspect has this process for itself. */
  boolean isKeptForOne() {
    return alone;
  }

  /**
   * Whether it takes no more until it has none.
   *
   * @param is whether from now on
   */
  void emptying(boolean is) {
    emptying = is;
  }

  synchronized void add(Held task) {
    if (held.put(task.claim().id, task) == null) {
      count(task.pool()).incrementAndGet();
    }
  }

  /** It is not this process's any more. */
  synchronized void remove(Held task) {
    if (held.remove(task.claim().id, task)) {
      count(task.pool()).decrementAndGet();
      if (held.isEmpty()) {
        alone = false;
      }
    }
  }

  List<Held> all() {
    return new ArrayList<>(held.values());
  }

  synchronized boolean has(String id) {
    return held.containsKey(id) || expected.contains(id);
  }

  /** The {@code Task} of one that it has; null if it has not. */
  @Nullable PoolTask<?> find(String id) {
    Held known = held.get(id);
    return known == null ? null : known.task();
  }

  /** The name of one that it has; null if it has not. */
  @Nullable String nameOf(String id) {
    Held known = held.get(id);
    return known == null ? null : known.claim().name;
  }

  int size() {
    return held.size();
  }
}
