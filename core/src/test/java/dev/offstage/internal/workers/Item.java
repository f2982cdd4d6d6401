package dev.offstage.internal.workers;

import dev.offstage.Priority;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import org.jspecify.annotations.Nullable;

/** Something that waits in a queue and is told from all others; nobody runs it. */
final class Item implements Queued {
  final int producer;
  final int number;

  private final Priority level;

  Item(int producer, int number) {
    this(producer, number, Priority.NORMAL);
  }

  /** One whose turn is a step of 10 earlier or later. */
  Item(int producer, int number, Priority level) {
    this.producer = producer;
    this.number = number;
    this.level = level;
  }

  /** What a thread has taken out; null for nothing. */
  static @Nullable String name(@Nullable Queued taken) {
    return taken == null ? null : taken.toString();
  }

  @Override
  public @Nullable Queued run(Runner runner) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void runHere() {
    throw new UnsupportedOperationException();
  }

  @Override
  public @Nullable PoolTask<?> task() {
    return null;
  }

  @Override
  public Priority priority() {
    return level;
  }

  @Override
  public long turn() {
    return number + 10 * (1 - level.ordinal());
  }

  @Override
  public String toString() {
    return producer + "." + number;
  }
}
