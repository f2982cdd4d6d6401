package dev.offstage.internal.store;

import dev.offstage.internal.commit.Transaction;
import dev.offstage.internal.task.Stored;
import org.jspecify.annotations.Nullable;

/** A task that has been written down. Immutable. */
public final class Written {
  public final Stored stored;

  /** Until this one is committed, nobody else sees it, and it does not start; null for none. */
  public final @Nullable Transaction transaction;

  public Written(Stored stored, @Nullable Transaction transaction) {
    this.stored = stored;
    this.transaction = transaction;
  }
}
