package dev.offstage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One time that a task's work ran. Immutable. */
public interface Attempt {
  /** Which one: 1 for the first. */
  int number();

  /** When the work began. */
  Instant started();

  /** When it returned, threw or ran out of time; null while it runs. */
  @Nullable Instant ended();

  /** What it threw; null if it returned, or runs. */
  @Nullable Throwable error();
}
