package dev.offstage.durable.run;

import dev.offstage.internal.commit.Transaction;
import org.jspecify.annotations.Nullable;

/** How a task was written down. Immutable. */
final class Inserted {
  /** Whether it is a part of the caller's transaction. */
  final boolean joined;

  /** Tells how that ends; null if nobody does. */
  final @Nullable Transaction transaction;

  Inserted(boolean joined, @Nullable Transaction transaction) {
    this.joined = joined;
    this.transaction = transaction;
  }
}
