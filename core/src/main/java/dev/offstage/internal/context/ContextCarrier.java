package dev.offstage.internal.context;

import org.jspecify.annotations.Nullable;

/** One kind of thread-bound state that a task takes along; its text names that. Thread-safe. */
interface ContextCarrier {
  /** What the current thread has; null for nothing. */
  @Nullable Object capture();

  /** Whether the application has an accessor of that key, which this one asks. */
  default boolean carries(Object key) {
    return false;
  }

  /** Gives the current thread what was captured; null clears what it has. */
  void restore(@Nullable Object captured);

  /** The same for a task; returns what {@link #restore} gives back to the thread afterwards. */
  default @Nullable Object apply(@Nullable Object captured) {
    Object previous = capture();
    restore(captured);
    return previous;
  }
}
