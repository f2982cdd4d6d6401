package dev.offstage;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As {@link Bound}, for work without a result. Immutable. */
public final class BoundWork extends BoundArguments implements Work {
  private final Work work;

  private BoundWork(Object target, Work work, @Nullable Object... arguments) {
    super(target, arguments);
    this.work = work;
  }

  /** With one argument. */
  public static <A extends @Nullable Object> BoundWork of(Work1<? super A> work, A first) {
    Objects.requireNonNull(work, "work");
    return new BoundWork(work, () -> work.run(first), first);
  }

  /** With two. */
  public static <A extends @Nullable Object, B extends @Nullable Object> BoundWork of(
      Work2<? super A, ? super B> work, A first, B second) {
    Objects.requireNonNull(work, "work");
    return new BoundWork(work, () -> work.run(first, second), first, second);
  }

  /** With three. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      BoundWork of(Work3<? super A, ? super B, ? super C> work, A first, B second, C third) {
    Objects.requireNonNull(work, "work");
    return new BoundWork(work, () -> work.run(first, second, third), first, second, third);
  }

  /** With four. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          D extends @Nullable Object>
      BoundWork of(
          Work4<? super A, ? super B, ? super C, ? super D> work,
          A first,
          B second,
          C third,
          D fourth) {
    Objects.requireNonNull(work, "work");
    return new BoundWork(
        work, () -> work.run(first, second, third, fourth), first, second, third, fourth);
  }

  @Override
  public void run() throws Exception {
    work.run();
  }
}
