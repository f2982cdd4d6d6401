package dev.offstage.durable.engine;

import com.github.kagkarlsson.scheduler.task.AbstractTask;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.SchedulableInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.offstage.durable.row.Row;

/** Hands on what the engine has taken; its end is written down by whoever runs it. */
final class HandOverTask extends AbstractTask<Row> {
  private static final FailureHandler<Row> NO_FAILURE = (complete, operations) -> {};
  private static final DeadExecutionHandler<Row> NO_DEATH = (complete, operations) -> {};
  private static final CompletionHandler<Row> NO_COMPLETION = (complete, operations) -> {};

  private final DueTasks source;

  HandOverTask(DueTasks source) {
    super("offstage", Row.class, NO_FAILURE, NO_DEATH);
    this.source = source;
  }

  @Override
  public CompletionHandler<Row> execute(TaskInstance<Row> instance, ExecutionContext context) {
    source.run(instance.getData());
    return NO_COMPLETION;
  }

  @Override
  public SchedulableInstance<Row> schedulableInstance(String id) {
    throw new UnsupportedOperationException(id);
  }

  @Override
  public SchedulableInstance<Row> schedulableInstance(String id, Row data) {
    throw new UnsupportedOperationException(id);
  }
}
