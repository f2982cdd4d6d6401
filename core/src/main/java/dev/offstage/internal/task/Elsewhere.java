package dev.offstage.internal.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What is known here of a task that another process has. Immutable. */
public final class Elsewhere {
  /** When it was handed over. */
  public final Instant created;

  /** When a thread has begun with it; null if none has, or nobody has said so yet. */
  public final @Nullable Instant started;

  /** When it has ended; null if it has not. */
  public final @Nullable Instant finished;

  public Elsewhere(Instant created, @Nullable Instant started, @Nullable Instant finished) {
    this.created = created;
    this.started = started;
    this.finished = finished;
  }
}
