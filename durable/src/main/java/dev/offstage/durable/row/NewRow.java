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
  final @Nullable String takenBy;

  /**
   * @param takenBy the node that runs it; null for whichever is first
   */
  public NewRow(
      String id,
      String name,
      String pool,
      byte[] data,
      Instant due,
      int priority,
      @Nullable String takenBy) {
    this.id = id;
    this.name = name;
    this.pool = pool;
    this.data = data;
    this.due = due;
    this.priority = priority;
    this.takenBy = takenBy;
  }
}
