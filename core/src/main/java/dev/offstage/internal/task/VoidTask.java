package dev.offstage.internal.task;

import dev.offstage.Work;
import dev.offstage.internal.context.TaskContext;
import org.jspecify.annotations.Nullable;

/** A task whose work has no result: nobody asks it how it ended, so what it throws is logged. */
public final class VoidTask extends PoolTask<@Nullable Void> {
  public VoidTask(TaskHome home, Work work, Origin origin, TaskContext context) {
    super(home, work, origin, context);
  }

  @Override
  @SuppressWarnings("NullAway") // the result of this kind of task is always null
  @Nullable Void call(Object work) throws Exception {
    ((Work) work).run();
    return null;
  }

  @Override
  boolean isLogged() {
    return true;
  }
}
