package dev.offstage.internal.pool;

import dev.offstage.Mapper;
import dev.offstage.internal.context.TaskContext;
import dev.offstage.internal.context.Traces;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.TaskHome;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The task of one item of a batch. It is never in the queue: a lane comes by and runs it. */
final class BatchItem<R extends @Nullable Object> extends PoolTask<R> {
  // Null when it has ended, so that one kept task does not keep the others and their results.
  private @Nullable PoolBatch<R> batch;

  private BatchItem(
      TaskHome home, Callable<R> work, Origin origin, TaskContext context, PoolBatch<R> batch) {
    super(home, work, origin, context);
    this.batch = batch;
  }

  static <A extends @Nullable Object, R extends @Nullable Object> BatchItem<R> of(
      PoolBatch<R> batch,
      TaskHome home,
      A item,
      Mapper<? super A, ? extends R> mapper,
      Origin origin,
      TaskContext context) {
    Callable<R> work = Traces.follow(() -> mapper.apply(item));
    return new BatchItem<>(home, work, origin, context, batch);
  }

  @Override
  protected boolean leaveQueueToRun() {
    // The lane that comes to it later passes it by. Only its second attempt waits in the queue.
    return nextAttempt() == null ? batch != null : super.leaveQueueToRun();
  }

  @Override
  protected void ended() {
    PoolBatch<R> its = batch;
    batch = null;
    if (its != null) {
      its.ended(this);
    }
  }
}
