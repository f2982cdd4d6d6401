package dev.offstage.internal;

import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Keeps every task until a test says run. */
public final class ManualWorkers implements Workers {
  private final Deque<PoolTask<?>> queue;
  private final String pool;
  private final int capacity;
  private volatile boolean closed;

  /**
   * @param queue thread-safe, shared by the pools of one test: tasks run in the order of their
   *     hand-over
   * @param pool the name of the pool
   * @param capacity how many tasks of this pool can wait
   */
  public ManualWorkers(Deque<PoolTask<?>> queue, String pool, int capacity) {
    this.queue = queue;
    this.pool = pool;
    this.capacity = capacity;
  }

  @Override
  public boolean offer(PoolTask<?> task) {
    return !closed && queued() < capacity && queue.add(task);
  }

  @Override
  public boolean offer(PoolTask<?> task, Duration wait) {
    return offer(task);
  }

  @Override
  public boolean remove(PoolTask<?> task) {
    return queue.remove(task);
  }

  @Override
  public int queued() {
    return mine().size();
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public List<PoolTask<?>> closeAndEmpty() {
    close();
    List<PoolTask<?>> left = mine();
    queue.removeAll(left);
    return left;
  }

  @Override
  public boolean awaitEnd(long nanos) {
    return queued() == 0;
  }

  private List<PoolTask<?>> mine() {
    return queue.stream().filter(task -> task.pool().equals(pool)).collect(Collectors.toList());
  }
}
