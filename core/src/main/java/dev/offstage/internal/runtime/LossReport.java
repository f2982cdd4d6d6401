package dev.offstage.internal.runtime;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Names in the log what a stop has lost. */
public final class LossReport {
  private LossReport() {}

  /**
   * Cancels tasks that cannot be done any more, and names them.
   *
   * @param why continues "tasks that"
   */
  public static void lose(String app, Collection<PoolTask<?>> tasks, String why) {
    List<PoolTask<?>> lost = new ArrayList<>();
    for (PoolTask<?> task : tasks) {
      if (task.cancel(true)) {
        lost.add(task);
      }
    }
    log(app, lost, why);
  }

  static void log(String app, Collection<PoolTask<?>> lost, String why) {
    String start =
        "offstage: '"
            + app
            + "' stops and loses "
            + lost.size()
            + (lost.size() == 1 ? " task that " : " tasks that ")
            + why
            + ": ";
    for (String names : TaskNames.lines(lost)) {
      Log.warn(start + names);
      start = "offstage: '" + app + "' also loses: ";
    }
  }
}
