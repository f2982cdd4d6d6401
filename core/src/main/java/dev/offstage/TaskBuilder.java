package dev.offstage;

import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.text.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Describes a task before it is handed over. Not thread-safe; each {@link #start()} hands the work
 * over once more.
 *
 * @param <T> what the work returns
 */
public final class TaskBuilder<T extends @Nullable Object> {
  private final TaskDraft<T> task;
  private final Plan.Draft plan = new Plan.Draft();
  private final AttemptPolicy.Draft attempts = new AttemptPolicy.Draft();
  private OffstagePool pool;

  TaskBuilder(Pool pool, TaskDraft<T> task) {
    this.pool = (OffstagePool) pool;
    this.task = task;
  }

  /**
   * The task's name in logs and the console.
   *
   * @param value 1 to 200 characters
   */
  public TaskBuilder<T> name(String value) {
    task.name = Names.checkLength("name", value);
    return this;
  }

  /**
   * The pool that runs the task, by its name in the settings.
   *
   * @throws IllegalArgumentException if there is none; the message names those that exist
   */
  public TaskBuilder<T> pool(String poolName) {
    this.pool = Offstage.runtime().pool(poolName);
    return this;
  }

  /** The pool that runs the task. */
  public TaskBuilder<T> pool(Pool target) {
    this.pool = (OffstagePool) Objects.requireNonNull(target, "target");
    return this;
  }

  /** Starts the work when the current request's response is complete; see {@link Start}. */
  public TaskBuilder<T> afterResponse() {
    return afterResponse(Answer.ANY);
  }

  /**
   * The same, but perhaps only after some answers: after any other, the task is cancelled and never
   * starts. Outside a request it starts now.
   */
  public TaskBuilder<T> afterResponse(Answer which) {
    plan.start = Start.AFTER_RESPONSE;
    plan.answer = Objects.requireNonNull(which, "which");
    return this;
  }

  /**
   * Starts the work when the current transaction is committed; see {@link Start#AFTER_COMMIT}. The
   * task has its place in the pool from now on. If the transaction is not committed, the task is
   * cancelled, {@link Task#cause()} says why, and {@link PoolCounts#rolledBack()} counts it.
   */
  public TaskBuilder<T> afterCommit() {
    plan.start = Start.AFTER_COMMIT;
    return this;
  }

  /**
   * Whether the work may be interrupted when the task is cancelled or runs out of time; its pool's
   * setting can forbid it as well. If not, it goes on to its end, and nobody gets its result.
   */
  public TaskBuilder<T> interrupt(boolean may) {
    task.interrupt = may;
    return this;
  }

  /**
   * How often the work is tried again after it threw, 0 to 100: {@code retries(3)} is up to four
   * attempts. The task fails with what it throws last, with the errors before suppressed in it.
   */
  public TaskBuilder<T> retries(int most) {
    attempts.retries(most);
    return this;
  }

  /** How long it waits between attempts; the task then holds no thread, but keeps its place. */
  public TaskBuilder<T> backoff(Backoff waits) {
    attempts.backoff = Objects.requireNonNull(waits, "waits");
    return this;
  }

  /**
   * Tries again only after these, and what extends them; without this, after any {@link Exception}
   * and no {@link Error}.
   */
  @SafeVarargs
  public final TaskBuilder<T> retryOn(Class<? extends Throwable>... types) {
    attempts.retryOn(types);
    return this;
  }

  /** Never tries again after these, and what extends them. */
  @SafeVarargs
  public final TaskBuilder<T> noRetryOn(Class<? extends Throwable>... types) {
    attempts.noRetryOn(types);
    return this;
  }

  /**
   * Tries again only if this says so, too. If it throws, the task fails with what the work threw.
   */
  public TaskBuilder<T> retryIf(Predicate<? super Throwable> condition) {
    attempts.retryIf(Objects.requireNonNull(condition, "condition"));
    return this;
  }

  /** Called once when the last attempt has failed, on any thread. What it throws is logged. */
  public TaskBuilder<T> onGiveUp(Consumer<? super Task<T>> action) {
    attempts.onGiveUp(Objects.requireNonNull(action, "action"));
    return this;
  }

  /**
   * How long each attempt may take. Then {@link Task#isStopping()} is true for it, and after {@link
   * #grace} the task fails with a {@link TaskTimeoutException}, its thread is interrupted, and it
   * is tried again if there are retries left and it returns.
   *
   * @param limit 1 ms to a day
   */
  public TaskBuilder<T> timeout(Duration limit) {
    attempts.timeout(limit);
    return this;
  }

  /**
   * How long an attempt has to stop by itself after its timeout.
   *
   * @param time 0 to a day
   */
  public TaskBuilder<T> grace(Duration time) {
    attempts.grace(time);
    return this;
  }

  /**
   * Cancels the task if no thread has begun with it by then.
   *
   * @param time since the hand-over, 1 ms to a day
   */
  public TaskBuilder<T> expires(Duration time) {
    attempts.expires(time);
    return this;
  }

  /**
   * Starts the task so much later; with {@link #afterResponse} or {@link #afterCommit}, so much
   * after that. It waits outside of the pool's queue, in one of the places that {@code
   * offstage.delayed} bounds; when its time has come it goes into the queue, even if that is full.
   *
   * @param time 0 to 366 days
   */
  public TaskBuilder<T> delay(Duration time) {
    plan.delay(time);
    return this;
  }

  /** The same, but at this time by the clock; at once if it has passed. */
  public TaskBuilder<T> at(Instant time) {
    plan.at(time);
    return this;
  }

  /** With {@link WhenKnown#JOIN}. */
  public TaskBuilder<T> key(String value) {
    return key(value, WhenKnown.JOIN);
  }

  /**
   * What the task is about: of the tasks of a pool with the same key, only one waits or runs.
   *
   * @param value 1 to 200 characters
   * @param whenKnown what happens if there is one already
   */
  public TaskBuilder<T> key(String value, WhenKnown whenKnown) {
    plan.key = Names.checkLength("key", value);
    plan.whenKnown = Objects.requireNonNull(whenKnown, "whenKnown");
    return this;
  }

  /**
   * Tasks of a pool with an equal value here run one at a time, in the order of their hand-over.
   *
   * @param value its text counts, of 1 to 200 characters
   */
  public TaskBuilder<T> orderBy(Object value) {
    plan.order = Names.checkLength("orderBy", Objects.requireNonNull(value, "orderBy").toString());
    return this;
  }

  /**
   * Keeps the task in the database that {@code offstage.store} names: accepted once it is written
   * down, as a part of the caller's transaction of that database if there is one, and run until an
   * attempt has ended, so perhaps again after a crash. The work is a marked method; see {@code
   * docs/durable.md}.
   *
   * @throws IllegalStateException if there is no store
   */
  public TaskBuilder<T> durable() {
    pool.app().store().check();
    task.durable = true;
    return this;
  }

  /** Which of the waiting tasks of the pool come first. */
  public TaskBuilder<T> priority(Priority level) {
    plan.priority = Objects.requireNonNull(level, "level");
    return this;
  }

  /**
   * Keeps to one more limit of the settings, such as {@code offstage.limit.smtp=5/s}.
   *
   * @throws IllegalArgumentException if there is none of that name; the message names those that
   *     exist
   */
  public TaskBuilder<T> limit(String limitName) {
    pool.app().limits().check(Objects.requireNonNull(limitName, "limit"));
    plan.limits.add(limitName);
    return this;
  }

  /**
   * Hands the work over. It takes a place in the pool now, even if the work starts later, unless
   * that is for {@link #delay} or {@link #at}.
   *
   * @throws IllegalArgumentException if the work holds a request; see {@link Offstage}
   * @throws PoolFullException if there is no room and the policy is to reject
   * @throws PoolClosedException if the pool is closed
   * @throws TaskKnownException if there is a task with the same key, and that is to be refused
   * @throws NotStoredException if it is {@link #durable()} and was not written down
   */
  public Task<T> start() {
    HandOver target = pool.handOver();
    Plan asked = described();
    return target.start(task.made(target), asked);
  }

  /**
   * Hands the work over, which starts when the result is told to, and not before what else is asked
   * for here; throws what {@link #start()} throws.
   */
  public Prepared<T> prepare() {
    HandOver target = pool.handOver();
    return target.prepare(task.made(target), described());
  }

  /**
   * Hands the work over again and again, every 1 ms to 366 days; see {@link Pool#every}. A {@link
   * #durable} one needs a name; see {@link Recurring}.
   *
   * @throws IllegalArgumentException also if something else says when it starts, such as a delay
   * @throws NotStoredException if it is {@link #durable()} and was not written down
   */
  public Recurring every(Duration interval) {
    HandOver target = pool.handOver();
    return target.every(task.again(target, plan, "every"), described(), interval);
  }

  /**
   * Hands the work over at the times of a cron expression; see {@link Pool#cron}.
   *
   * @throws IllegalArgumentException also if something else says when it starts, such as a delay
   * @throws NotStoredException if it is {@link #durable()} and was not written down
   */
  public Recurring cron(String expression) {
    HandOver target = pool.handOver();
    return target.cron(task.again(target, plan, "cron"), described(), expression);
  }

  private @Nullable Plan described() {
    plan.attempts = attempts.doneOrNull();
    plan.stored = task.stored(pool);
    return plan.done();
  }
}
