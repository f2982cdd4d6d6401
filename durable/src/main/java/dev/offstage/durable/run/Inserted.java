package dev.offstage.durable.run;

import dev.offstage.durable.row.Keys;
import dev.offstage.internal.commit.Transaction;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a task was written down. Immutable. */
final class Inserted {
  /** Whether it is a part of the caller's transaction. */
  final boolean joined;

  /** Tells how that ends; null if nobody does. */
  final @Nullable Transaction transaction;

  /** The task that had its key: it is there in its place, or was replaced. */
  final Keys.@Nullable Holder known;

  Inserted(boolean joined, @Nullable Transaction transaction, Optional<Keys.Holder> known) {
    this.joined = joined;
    this.transaction = transaction;
    this.known = known.orElse(null);
  }

  /** At once. */
  static Inserted alone(Optional<Keys.Holder> known) {
    return new Inserted(false, null, known);
  }
}
