package dev.offstage.internal.store;

import dev.offstage.internal.commit.Transaction;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Stored;
import org.jspecify.annotations.Nullable;

/** A task that has been written down, or another one in its place. Immutable. */
public final class Written {
  /** Null if the task knows it already, or there is another one in its place. */
  public final @Nullable Stored stored;

  /** Until this one is committed, nobody else sees it, and it does not start; null for none. */
  public final @Nullable Transaction transaction;

  /** The task with the same key that is there in its place; null if it was written down. */
  public final @Nullable PoolTask<?> known;

  public Written(Stored stored, @Nullable Transaction transaction) {
    this(stored, transaction, null);
  }

  private Written(
      @Nullable Stored stored, @Nullable Transaction transaction, @Nullable PoolTask<?> known) {
    this.stored = stored;
    this.transaction = transaction;
    this.known = known;
  }

  /**
   * It waits in the store and knows that. Any node may take it from now on, also this one: what is
   * then known of it must not be overwritten.
   */
  public static Written elsewhere() {
    return new Written(null, null, null);
  }

  /** It was not written down, since there is one with its key. */
  public static Written known(PoolTask<?> task) {
    return new Written(null, null, task);
  }
}
