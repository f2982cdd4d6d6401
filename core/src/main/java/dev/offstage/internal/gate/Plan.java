package dev.offstage.internal.gate;

import dev.offstage.Start;
import dev.offstage.internal.request.AfterResponse;
import org.jspecify.annotations.Nullable;

/** What is asked of a task besides its work; plain tasks have no plan. Immutable. */
public final class Plan {
  private static final Plan AFTER_RESPONSE = new Plan();

  private Plan() {}

  /** The plan of a task with this start; null for one that starts as soon as it can. */
  public static @Nullable Plan of(Start start) {
    return start == Start.AFTER_RESPONSE ? AFTER_RESPONSE : null;
  }

  /** The gate for a task that is handed over now, on this thread; null if none is in its way. */
  public @Nullable Gate gate() {
    AfterResponse request = AfterResponse.current();
    return request == null ? null : new ResponseGate(request);
  }
}
