package dev.offstage.internal.pool;

import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.context.Traces;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.TaskHome;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The task of one item of {@code results}, which tells of its end. */
final class ResultItem<R extends @Nullable Object> extends PoolTask<R> {
  // Null when it has ended, so that a kept task does not keep the others.
  private @Nullable Consumer<ResultItem<R>> whenEnded;

  private ResultItem(
      Consumer<ResultItem<R>> whenEnded,
      TaskHome home,
      Callable<R> work,
      Origin origin,
      TaskContext context) {
    super(home, work, origin, context);
    this.whenEnded = whenEnded;
  }

  static <R extends @Nullable Object> ResultItem<R> of(
      Consumer<ResultItem<R>> whenEnded,
      TaskHome home,
      Callable<R> work,
      Origin origin,
      TaskContext context) {
    return new ResultItem<>(whenEnded, home, Traces.follow(work), origin, context);
  }

  @Override
  protected void ended() {
    Consumer<ResultItem<R>> known = whenEnded;
    whenEnded = null;
    if (known != null) {
      known.accept(this);
    }
  }
}
