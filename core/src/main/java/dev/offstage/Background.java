package dev.offstage;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method whose calls become tasks: the caller goes on at once, the body runs in a pool.
 *
 * <p>Needs the Offstage agent ({@code -javaagent:offstage-agent.jar}); without it the method runs
 * as written. The method may be private, static, final, overriding or called on {@code this}. It
 * returns {@code void}, {@link java.util.concurrent.Future}, {@link
 * java.util.concurrent.CompletionStage} or {@link java.util.concurrent.CompletableFuture}: the last
 * three give the caller a future at once that completes as the body's own future does. Anything
 * else is refused and reported with the reason.
 *
 * <p>The caller never gets an exception that its code did not know: where the pool is full or
 * closed, and where the caller is itself a task, the body runs inline, as before Offstage. What a
 * {@code void} body throws is logged, counted and given to the {@link TaskListener listeners}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Background {
  /** The pool that runs the body; the default pool when empty. */
  String pool() default "";

  /** When the body starts. */
  Start start() default Start.NOW;
}
