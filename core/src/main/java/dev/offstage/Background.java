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

  /**
   * Whether the body may be interrupted when its task is cancelled, also by a drain; its pool's
   * setting can forbid it as well.
   */
  boolean interrupt() default true;
}
