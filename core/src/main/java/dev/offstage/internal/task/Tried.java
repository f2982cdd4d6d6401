package dev.offstage.internal.task;

import dev.offstage.Attempt;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One attempt as it was when somebody asked. */
final class Tried implements Attempt {
  private final int number;
  private final Instant started;
  private final @Nullable Instant ended;
  private final @Nullable Throwable error;

  Tried(int number, Instant started, @Nullable Instant ended, @Nullable Throwable error) {
    this.number = number;
    this.started = started;
    this.ended = ended;
    this.error = error;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public Instant started() {
    return started;
  }

  @Override
  public @Nullable Instant ended() {
    return ended;
  }

  @Override
  public @Nullable Throwable error() {
    return error;
  }

  @Override
  public String toString() {
    String how = ended == null ? "running" : error == null ? "returned" : error.toString();
    return "Attempt[" + number + ", " + how + "]";
  }
}
