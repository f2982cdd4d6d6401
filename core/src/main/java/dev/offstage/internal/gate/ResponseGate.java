package dev.offstage.internal.gate;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;

/** Opens when the response of a request is complete. */
final class ResponseGate implements Gate {
  private final AfterResponse request;

  ResponseGate(AfterResponse request) {
    this.request = request;
  }

  @Override
  public boolean pass(PoolTask<?> task) {
    try {
      request.add(task);
      return false;
    } catch (RuntimeException | LinkageError e) {
      Log.warn("offstage: '" + task.name() + "' does not wait for the response", e);
      return true;
    }
  }
}
