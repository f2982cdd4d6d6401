package dev.offstage.internal.gate;

import dev.offstage.Answer;
import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;

/**
 * Opens when the response of a request is complete. If that is not the answer that the task is to
 * follow, cancels it.
 */
public final class ResponseGate implements Gate {
  private static final int FIRST_ERROR = 400;

  private final AfterResponse request;
  private final Answer which;

  public ResponseGate(AfterResponse request, Answer which) {
    this.request = request;
    this.which = which;
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    try {
      request.add(task, status -> answered(task, status));
      return false;
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: '" + task.name() + "' does not wait for the response", e);
      return true;
    }
  }

  private void answered(PoolTask<?> task, int status) {
    if (which == Answer.BELOW_400 && status >= FIRST_ERROR) {
      boolean unused = task.cancel("answered with " + status);
    } else {
      task.passed(this);
    }
  }
}
