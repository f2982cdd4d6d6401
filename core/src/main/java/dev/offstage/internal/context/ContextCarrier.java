package dev.offstage.internal.context;

import org.jspecify.annotations.Nullable;

/** One kind of thread-bound state that a task takes along. Thread-safe. */
interface ContextCarrier {
  /** What the current thread has; null for nothing. */
  @Nullable Object capture();

  /**
   * Gives the current thread what was captured (null: nothing), and returns what puts its own state
   * back.
   */
  @Nullable Object apply(@Nullable Object captured);

  /** Puts back what {@link #apply} returned. */
  void restore(@Nullable Object previous);
}
