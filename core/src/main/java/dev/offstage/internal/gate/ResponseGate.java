package dev.offstage.internal.gate;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;

/** Opens when the response of a request is complete. */
public final class ResponseGate implements Gate {
  private final AfterResponse request;

  public ResponseGate(AfterResponse request) {
    this.request = request;
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    try {
      request.add(task, status -> task.passed(this));
      return false;
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: '" + task.name() + "' does not wait for the response", e);
      return true;
    }
  }
}
