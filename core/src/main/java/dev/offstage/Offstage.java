package dev.offstage;

import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: hands work over to the application's pools. All methods are thread-safe.
 *
 * <pre>{@code
 * Offstage.run(() -> images.download(url, to));              // like Thread(...).start()
 * Task<Path> task = Offstage.call(() -> thumbnail(photo));   // like pool.apply_async
 * List<Path> all = Offstage.map(photos, this::thumbnail).join();
 * }</pre>
 *
 * <p>Work that holds a request, a response or part of one, as a captured variable or in a field of
 * its own, is refused with an {@link IllegalArgumentException}: by the time it runs, the container
 * may have given the object to the next user. Give it a {@code RequestSnapshot} instead, or values
 * read from the request beforehand. Anything held deeper, in a collection for instance, is not
 * found. If the application itself has started asynchronous processing, the request is its own
 * until {@code complete()}, and nothing is refused.
 *
 * <p>In a webapp the drop-in jar starts the pools with the application and drains them when it
 * stops. In a standalone program the first use starts them, configured by system properties and
 * environment variables, and they are drained when the JVM exits.
 */
public final class Offstage {
  private Offstage() {}

  /** {@link Pool#run} of the default pool. */
  public static Task<@Nullable Void> run(Work work) {
    return runtime().defaultPool().run(work);
  }

  /** {@link Pool#call} of the default pool. */
  public static <T extends @Nullable Object> Task<T> call(Callable<T> work) {
    return runtime().defaultPool().call(work);
  }

  /** {@link Pool#map} of the default pool. */
  public static <A extends @Nullable Object, R extends @Nullable Object> Batch<R> map(
      Collection<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return runtime().defaultPool().map(items, mapper);
  }

  /** {@link Pool#results(Iterable, Mapper)} of the default pool. */
  public static <A extends @Nullable Object, R extends @Nullable Object> Results<R> results(
      Iterable<? extends A> items, Mapper<? super A, ? extends R> mapper) {
    return runtime().defaultPool().results(items, mapper);
  }

  /** Starts to describe a task; it goes to the default pool unless another is named. */
  public static TaskBuilder<@Nullable Void> task(Work work) {
    return runtime().defaultPool().task(work);
  }

  /** Starts to describe a task with a result. */
  public static <T extends @Nullable Object> TaskBuilder<T> task(Callable<T> work) {
    return runtime().defaultPool().task(work);
  }

  /** A method with one argument, such as a {@link TaskBuilder#durable() durable} one. */
  public static <A extends @Nullable Object> TaskBuilder<@Nullable Void> task(
      Work1<? super A> work, A first) {
    return task(BoundWork.of(work, first));
  }

  /**
   * A method with one argument and a result, such as a {@link TaskBuilder#durable() durable} one.
   */
  public static <A extends @Nullable Object, R extends @Nullable Object> TaskBuilder<R> task(
      Call1<? super A, ? extends R> call, A first) {
    return task(Bound.call(call, first));
  }

  /** A method with two arguments, such as a {@link TaskBuilder#durable() durable} one. */
  public static <A extends @Nullable Object, B extends @Nullable Object>
      TaskBuilder<@Nullable Void> task(Work2<? super A, ? super B> work, A first, B second) {
    return task(BoundWork.of(work, first, second));
  }

  /**
   * A method with two arguments and a result, such as a {@link TaskBuilder#durable() durable} one.
   */
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      TaskBuilder<R> task(Call2<? super A, ? super B, ? extends R> call, A first, B second) {
    return task(Bound.call(call, first, second));
  }

  /** A method with three arguments, such as a {@link TaskBuilder#durable() durable} one. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      TaskBuilder<@Nullable Void> task(
          Work3<? super A, ? super B, ? super C> work, A first, B second, C third) {
    return task(BoundWork.of(work, first, second, third));
  }

  /**
   * A method with three arguments and a result, such as a {@link TaskBuilder#durable() durable}
   * one.
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      TaskBuilder<R> task(
          Call3<? super A, ? super B, ? super C, ? extends R> call, A first, B second, C third) {
    return task(Bound.call(call, first, second, third));
  }

  /** A method with four arguments, such as a {@link TaskBuilder#durable() durable} one. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      TaskBuilder<@Nullable Void> task(
          Work4<? super A, ? super B, ? super C, ? super D> work,
          A first,
          B second,
          C third,
          D fourth) {
    return task(BoundWork.of(work, first, second, third, fourth));
  }

  /**
   * A method with four arguments and a result, such as a {@link TaskBuilder#durable() durable} one.
   */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      TaskBuilder<R> task(
          Call4<? super A, ? super B, ? super C, ? super D, ? extends R> call,
          A first,
          B second,
          C third,
          D fourth) {
    return task(Bound.call(call, first, second, third, fourth));
  }

  /** {@link Pool#every} of the default pool. */
  public static Recurring every(Duration interval, Work work) {
    return runtime().defaultPool().every(interval, work);
  }

  /** {@link Pool#cron} of the default pool. */
  public static Recurring cron(String expression, Work work) {
    return runtime().defaultPool().cron(expression, work);
  }

  /** The default pool. */
  public static Pool pool() {
    return runtime().defaultPool();
  }

  /**
   * The pool that has this name in the settings.
   *
   * @throws IllegalArgumentException if there is none; the message names those that exist
   */
  public static Pool pool(String name) {
    return runtime().pool(name);
  }

  /**
   * Adds a listener that hears of every task from now on.
   *
   * @return removes the listener again
   */
  public static Runnable addListener(TaskListener listener) {
    return runtime().addListener(listener);
  }

  /** The effective settings. */
  public static Settings settings() {
    return runtime().settings();
  }

  static OffstageRuntime runtime() {
    return Runtimes.current();
  }
}
