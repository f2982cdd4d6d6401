package dev.offstage;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose calls become tasks: the caller goes on at once, and the body runs in a pool.
 *
 * <p>Needs the Offstage agent ({@code -javaagent:offstage-agent.jar}); without it the method runs
 * as written. The method may be private, static or final, override another, or be called on {@code
 * this}. It must return {@code void}, {@link java.util.concurrent.Future}, {@link
 * java.util.concurrent.CompletionStage} or {@link java.util.concurrent.CompletableFuture}: for the
 * last three the caller gets a future at once, which completes as the body's own future does.
 * Anything else is refused and reported with the reason.
 *
 * <p>The caller never gets an exception that its code does not expect: if the pool is full or
 * closed, or the caller is itself a task, the body runs inline, as before Offstage. Whatever a
 * {@code void} body throws is logged, counted and passed to the {@link TaskListener listeners}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Background {
  /** The pool that runs the body; the default pool when empty. */
  String pool() default "";

  /** When the body starts. */
  Start start() default Start.NOW;

  /** With {@link Start#AFTER_RESPONSE}: after which answers it starts at all. */
  Answer answer() default Answer.ANY;

  /**
   * Whether the body may be interrupted when its task is cancelled, also by a drain; its pool's
   * setting can forbid it as well.
   */
  boolean interrupt() default true;

  /**
   * How often the body runs again after it threw, 0 to 100; -1: as its pool has it. It runs again
   * with the same arguments, so it must be safe to repeat. What it throws last is what counts.
   */
  int retries() default -1;

  /**
   * How long it waits between attempts, as in {@link Backoff#parse}; as its pool has it when empty.
   */
  String backoff() default "";

  /** Runs again only after these, and what extends them; after any {@link Exception} when empty. */
  Class<? extends Throwable>[] retryOn() default {};

  /** Never runs again after these, and what extends them. */
  Class<? extends Throwable>[] noRetryOn() default {};

  /**
   * How long each attempt may take, {@code 1ms} to {@code 24h}, such as {@code 30s}; see {@link
   * TaskBuilder#timeout}. As its pool has it when empty.
   */
  String timeout() default "";

  /** How long an attempt has to stop by itself after its timeout, {@code 0s} to {@code 24h}. */
  String grace() default "";

  /** Cancels the task if no thread has begun with it by then, {@code 1ms} to {@code 24h}. */
  String expires() default "";

  /** Starts the body so much later, {@code 0s} to {@code 8784h}. */
  String delay() default "";

  /**
   * What the call is about, of 1 to 200 characters, with <code>{0}</code>, <code>{1}</code> and so
   * on for the text of an argument: of the tasks of a pool with the same key, only one waits or
   * runs. Begin it with what tells it from the keys of other methods: <code>"mail:{0}"</code>.
   *
   * <p>The text is that of {@link String#valueOf(Object)}. One longer than 200 characters is
   * shortened, with a hash of all of it at the end. An array has no text of its own, so a method is
   * refused if such an argument is named.
   */
  String key() default "";

  /**
   * What happens to a call if there is a task with its {@link #key} already. Its caller goes on as
   * if the call had been handed over, or gets a future: one that completes as that of the other
   * task does, or with {@link WhenKnown#REJECT} one that has failed with a {@link
   * TaskKnownException}.
   */
  WhenKnown whenKnown() default WhenKnown.JOIN;

  /**
   * Calls with the same text here run one at a time, in the order in which they were made; of the
   * same form as {@link #key}.
   */
  String orderBy() default "";

  /** Which of the waiting tasks of the pool come first. */
  Priority priority() default Priority.NORMAL;

  /**
   * Keeps the task in the database that {@code offstage.store} names, so that it outlives the
   * process; see {@link TaskBuilder#durable()}. Also allows tasks in that database to call the
   * method: it can then be in {@link TaskBuilder#durable() durable tasks} without the agent, too.
   */
  boolean durable() default false;

  /** Names of limits in the settings, such as that of {@code offstage.limit.smtp=5/s}. */
  String[] limit() default {};
}
