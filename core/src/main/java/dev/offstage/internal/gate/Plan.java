package dev.offstage.internal.gate;

import dev.offstage.Answer;
import dev.offstage.Priority;
import dev.offstage.Start;
import dev.offstage.WhenKnown;
import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is asked of a task besides its work; plain tasks have no plan. Immutable. */
public final class Plan {
  private static final Duration LATEST = Duration.ofDays(366);

  public final Start start;
  public final Answer answer;

  /** How often it is tried, and how long; null: as the pool has it. */
  public final @Nullable AttemptPolicy attempts;

  /** How long it waits before it may start; null: not at all. */
  public final @Nullable Duration delay;

  /** Not before; null: at once. */
  public final @Nullable Instant at;

  public final @Nullable String key;
  public final WhenKnown whenKnown;

  /** One at a time with the same of these, in the order of the hand-over. */
  public final @Nullable String order;

  /** Names of limits in the settings. */
  public final List<String> limits;

  public final Priority priority;

  /** What is written down of it; null: nothing, it lives here only. */
  public final @Nullable StoredCall stored;

  /** How long it is known how it has ended, if it is written down; null: as the store has it. */
  public final @Nullable Duration keep;

  private Plan(Draft draft) {
    start = draft.start;
    answer = draft.answer;
    attempts = draft.attempts;
    delay = draft.delay;
    at = draft.at;
    key = draft.key;
    whenKnown = draft.whenKnown;
    order = draft.order;
    limits = new ArrayList<>(draft.limits);
    priority = draft.priority;
    stored = draft.stored;
    keep = draft.keep;
  }

  /** How long it waits before it may start. */
  public Duration delayOrNone() {
    return delay == null ? Duration.ZERO : delay;
  }

  /** When the task may start at the earliest, if it is handed over now. */
  public Instant dueAt(Instant now) {
    return at == null ? now.plus(delayOrNone()) : at.isAfter(now) ? at : now;
  }

  private Plan(
      Plan like, @Nullable String key, @Nullable String order, @Nullable StoredCall stored) {
    this.start = like.start;
    this.answer = like.answer;
    this.attempts = like.attempts;
    this.delay = like.delay;
    this.at = like.at;
    this.key = key;
    this.whenKnown = like.whenKnown;
    this.order = order;
    this.limits = like.limits;
    this.priority = like.priority;
    this.stored = stored;
    this.keep = like.keep;
  }

  /** The same with another key and order. */
  public Plan about(@Nullable String itsKey, @Nullable String itsOrder) {
    return new Plan(this, itsKey, itsOrder, stored);
  }

  /** The same for a task that is written down. */
  public Plan storing(StoredCall call) {
    return new Plan(this, key, order, call);
  }

  private boolean isPlain() {
    return start == Start.NOW
        && attempts == null
        && delay == null
        && at == null
        && key == null
        && order == null
        && limits.isEmpty()
        && stored == null
        && priority == Priority.NORMAL;
  }

  /** While it is described. Not thread-safe. */
  public static final class Draft {
    public Start start = Start.NOW;
    public Answer answer = Answer.ANY;
    public @Nullable AttemptPolicy attempts;
    public @Nullable Duration delay;
    public @Nullable Instant at;
    public @Nullable String key;
    public WhenKnown whenKnown = WhenKnown.JOIN;
    public @Nullable String order;
    public final List<String> limits = new ArrayList<>();
    public Priority priority = Priority.NORMAL;
    public @Nullable StoredCall stored;
    public @Nullable Duration keep;

    /** Not before that; throws an IllegalArgumentException if it is out of range. */
    public void delay(Duration time) {
      Durations.check("delay", time, Duration.ZERO, LATEST);
      delay = time;
      at = null;
    }

    /** The same for a time of the day. */
    public void at(Instant time) {
      at = Objects.requireNonNull(time, "time");
      delay = null;
    }

    /** Null if nothing is asked for. */
    public @Nullable Plan done() {
      Plan plan = new Plan(this);
      return plan.isPlain() ? null : plan;
    }
  }

  /** That of a task whose pool has one for all of them. */
  public static final Plan PLAIN = new Plan(new Draft());

  /** The plan of a task with this start; null for one that starts as soon as it can. */
  public static @Nullable Plan of(Start start) {
    Draft draft = new Draft();
    draft.start = start;
    return draft.done();
  }
}
