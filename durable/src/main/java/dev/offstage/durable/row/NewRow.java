package dev.offstage.durable.row;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task that is to be written down. Immutable. */
public final class NewRow {
  final String id;
  final String name;
  final String pool;
  final byte[] data;
  final Instant due;
  final int priority;
  final @Nullable String key;

  /** Whether it takes its key from whoever has it. */
  public final boolean replaces;

  final @Nullable String order;
  final @Nullable String takenBy;

  /**
   * @param key of the rows of a pool with the same one there is only one; null for none
   * @param replaces whether it takes its key from whoever has it
   * @param order of the rows of a pool with the same one, one is under way; null for none
   * @param takenBy the node that runs it; null for whichever is first
   */
  public NewRow(
      String id,
      String name,
      String pool,
      byte[] data,
      Instant due,
      int priority,
      @Nullable String key,
      boolean replaces,
      @Nullable String order,
      @Nullable String takenBy) {
    this.id = id;
    this.name = name;
    this.pool = pool;
    this.data = data;
    this.due = due;
    this.priority = priority;
    this.key = key == null ? null : Texts.exact(key);
    this.replaces = replaces;
    this.order = order == null ? null : Texts.exact(order);
    this.takenBy = takenBy;
  }

  /** Where it waits for its turn; null for nowhere. */
  public @Nullable Lane lane() {
    return order == null ? null : new Lane(pool, order);
  }

  /** Whether it does not come if there is one with its key. */
  public boolean joins() {
    return key != null && !replaces;
  }
}
