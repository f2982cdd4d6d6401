package dev.offstage;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A call with its arguments: the two are kept apart, so that it can also run elsewhere than in this
 * JVM. Goes wherever a {@link Callable} does:
 *
 * <pre>{@code
 * Task<byte[]> pdf = Offstage.task(Bound.call(Pdf::render, file, 300)).retries(3).start();
 * Task<byte[]> same = Offstage.pool("pdf").call(Pdf::render, file, 300);
 * }</pre>
 *
 * <p>Immutable; the arguments are those objects, not copies.
 *
 * @param <R> what it returns
 */
public final class Bound<R extends @Nullable Object> extends BoundArguments implements Callable<R> {
  private final Callable<R> call;

  private Bound(Object target, Callable<R> call, @Nullable Object... arguments) {
    super(target, arguments);
    this.call = call;
  }

  /** With one argument. */
  public static <A extends @Nullable Object, R extends @Nullable Object> Bound<R> call(
      Call1<? super A, ? extends R> call, A first) {
    Objects.requireNonNull(call, "call");
    return new Bound<>(call, () -> call.call(first), first);
  }

  /** With two. */
  public static <A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
      Bound<R> call(Call2<? super A, ? super B, ? extends R> call, A first, B second) {
    Objects.requireNonNull(call, "call");
    return new Bound<>(call, () -> call.call(first, second), first, second);
  }

  /** With three. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          R extends @Nullable Object>
      Bound<R> call(
          Call3<? super A, ? super B, ? super C, ? extends R> call, A first, B second, C third) {
    Objects.requireNonNull(call, "call");
    return new Bound<>(call, () -> call.call(first, second, third), first, second, third);
  }

  /** With four. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object,
          R extends @Nullable Object>
      Bound<R> call(
          Call4<? super A, ? super B, ? super C, ? super D, ? extends R> call,
          A first,
          B second,
          C third,
          D fourth) {
    Objects.requireNonNull(call, "call");
    return new Bound<>(
        call, () -> call.call(first, second, third, fourth), first, second, third, fourth);
  }

  @Override
  public R call() throws Exception {
    return call.call();
  }
}
