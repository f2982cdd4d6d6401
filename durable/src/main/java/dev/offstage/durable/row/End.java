package dev.offstage.durable.row;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a task has ended, or what becomes of it if it has not. Immutable. */
public final class End {
  /** What is done with the row. */
  public enum Kind {
    /** It has ended, and nothing is kept of it. */
    GONE,
    /** It has ended, and how is kept for a while. */
    KEPT,
    /** It is to be run again, at a time. */
    AGAIN,
    /** It was not this node's turn; it is as before. */
    BACK,
    /** It is another one's turn in its lane. */
    IN_LANE,
    /** This node has begun with it, and ends; others begin anew. */
    STOPPED,
    /** It comes again at its next time, if it is to. */
    NEXT
  }

  public final Claim claim;
  public final Kind kind;

  /** As {@code Task.Status}, or {@code PARKED}; empty for one that has not ended. */
  final String state;

  final @Nullable String reason;
  final @Nullable String error;
  final byte @Nullable [] result;
  final int attempts;
  final @Nullable Instant due;

  /** For how long it is known; null: as the store has it. */
  final @Nullable Duration keep;

  /** What its row says of its next time; null for one that does not come again. */
  final @Nullable NextTime next;

  /** Reads what a row says. */
  @FunctionalInterface
  public interface NextTime {
    /** Null if there is none. */
    @Nullable Instant after(Instant now, byte[] data);
  }

  private End(
      Claim claim,
      Kind kind,
      String state,
      @Nullable String reason,
      @Nullable String error,
      byte @Nullable [] result,
      int attempts,
      @Nullable Instant due,
      @Nullable NextTime next,
      @Nullable Duration keep) {
    this.keep = keep;
    this.claim = claim;
    this.kind = kind;
    this.state = state;
    this.reason = reason;
    this.error = error;
    this.result = result;
    this.attempts = attempts;
    this.due = due;
    this.next = next;
  }

  /** Whether the row is not there any more once this is written down. */
  public boolean isOver() {
    return kind == Kind.GONE || kind == Kind.KEPT;
  }

  /**
   * The same without what a database may refuse to take.
   *
   * @param why it is not kept
   */
  public End bare(String why) {
    return new End(
        claim, kind, state, reason == null ? why : reason, null, null, attempts, due, next, keep);
  }

  /** Whether there is something to leave out. */
  public boolean hasData() {
    return result != null || error != null;
  }

  /** Whether others may run it at once. */
  public boolean isGivenBack() {
    return kind == Kind.BACK || kind == Kind.STOPPED;
  }

  /** The same once its row is claimed for it. */
  End claimed() {
    return new End(claim.next(), kind, state, reason, error, result, attempts, due, next, keep);
  }

  /** It has succeeded, and nobody asks for its result. */
  public static End gone(Claim claim) {
    return new End(claim, Kind.GONE, "", null, null, null, 0, null, null, null);
  }

  /**
   * It has ended so.
   *
   * @param keep how long that is known; null: as the store has it
   */
  public static End kept(
      Claim claim,
      String state,
      @Nullable String reason,
      @Nullable String error,
      byte @Nullable [] result,
      int attempts,
      @Nullable Duration keep) {
    return new End(claim, Kind.KEPT, state, reason, error, result, attempts, null, null, keep);
  }

  /** An attempt has failed, and there is another one. */
  public static End again(Claim claim, int attempts, Instant due) {
    return new End(claim, Kind.AGAIN, "", null, null, null, attempts, due, null, null);
  }

  /** Somebody else may run it, and its work has done no harm to this node. */
  public static End stopped(Claim claim) {
    return new End(claim, Kind.STOPPED, "", null, null, null, 0, null, null, null);
  }

  /** Its time has come, and it waits for its turn. */
  public static End inLane(Claim claim) {
    return new End(claim, Kind.IN_LANE, "", null, null, null, 0, null, null, null);
  }

  /** Somebody else may run it, and nothing has happened. */
  public static End back(Claim claim) {
    return new End(claim, Kind.BACK, "", null, null, null, 0, null, null, null);
  }

  /** It has had its turn. */
  public static End next(Claim claim, NextTime next) {
    return new End(claim, Kind.NEXT, "", null, null, null, 0, null, next, null);
  }
}
