package dev.offstage.internal;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Runs every task at once on the thread that hands it over, as before Offstage. */
public final class InlineWorkers implements Workers {
  private volatile boolean closed;

  @Override
  public boolean offer(PoolTask<?> task) {
    if (closed) {
      return false;
    }
    task.run();
    return true;
  }

  @Override
  public boolean offer(PoolTask<?> task, Duration wait) {
    return offer(task);
  }

  @Override
  public boolean remove(PoolTask<?> task) {
    return false;
  }

  @Override
  public boolean areInline() {
    return true;
  }

  @Override
  public int queued() {
    return 0;
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public List<PoolTask<?>> closeAndEmpty() {
    close();
    return Collections.emptyList();
  }

  @Override
  public boolean awaitEnd(long nanos) {
    return true;
  }
}
