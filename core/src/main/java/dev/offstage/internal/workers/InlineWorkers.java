package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs every task at once on the thread that hands it over, as before Offstage. */
public final class InlineWorkers implements Workers {
  private volatile boolean closed;

  @Override
  public Entry offer(Queued task) {
    if (closed) {
      return Entry.CLOSED;
    }
    task.runHere();
    return Entry.TAKEN;
  }

  @Override
  public Entry await(Supplier<Entry> attempt, long nanos) {
    return attempt.get();
  }

  @Override
  public Entry reserve() {
    return closed ? Entry.CLOSED : Entry.TAKEN;
  }

  @Override
  public void reservePastBound() {}

  @Override
  public void giveBack() {}

  @Override
  public boolean enter(PoolTask<?> task) {
    return false;
  }

  @Override
  public boolean remove(Queued task) {
    return false;
  }

  @Override
  public @Nullable Queued swap(Queued last) {
    return null;
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
  public void resize(int size, int capacity) {}

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public List<Queued> closeAndEmpty() {
    close();
    return Collections.emptyList();
  }

  @Override
  public boolean awaitEnd(long nanos) {
    return true;
  }
}
