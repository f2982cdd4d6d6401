package dev.offstage.durable.row;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task as a node has taken it out of the store. Immutable. */
public final class Row {
  public final String id;
  public final String name;
  public final String pool;
  public final byte[] data;
  public final Instant due;
  public final Instant handedOver;
  final Instant queued;

  /** In which it has a turn; null if it needs none. */
  public final @Nullable Lane lane;

  /** Whether it is its turn there. */
  public final boolean hasLane;

  /** How many attempts have failed. */
  public final int failures;

  /** How many nodes have died while they had it. */
  public final int crashes;

  /** Why somebody wants it to stop; null if nobody does. */
  public final @Nullable String cancelled;

  /** Goes up whenever somebody else takes it: what an older holder says is then refused. */
  public final long version;

  Row(
      String id,
      String name,
      String pool,
      byte[] data,
      Instant due,
      Instant queued,
      Instant handedOver,
      @Nullable Lane lane,
      boolean hasLane,
      int failures,
      int crashes,
      @Nullable String cancelled,
      long version) {
    this.id = id;
    this.name = name;
    this.pool = pool;
    this.data = data;
    this.due = due;
    this.queued = queued;
    this.handedOver = handedOver;
    this.lane = lane;
    this.hasLane = hasLane;
    this.failures = failures;
    this.crashes = crashes;
    this.cancelled = cancelled;
    this.version = version;
  }
}
