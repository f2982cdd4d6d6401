package dev.offstage.agent.advise;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the callers of a method do with its result. Counts what was seen. */
final class ResultUse {
  private @Nullable MethodCode user;
  private boolean fromServer;
  private boolean unknown;

  /** Looks at one call that was seen. */
  void add(List<Step> steps, int index) {
    if (steps.get(index).frame.fromServer) {
      fromServer = true;
      return;
    }
    MethodCode called = steps.get(index).method;
    // Proxies and interceptors may stand between a caller and the method that it means.
    for (int i = index - 1; i >= 0; i--) {
      Step caller = steps.get(i);
      if (caller.method.isPassage()) {
        add(steps, i);
        return;
      }
      List<Call> calls = caller.callsTo(called);
      if (!calls.isEmpty()) {
        for (Call call : calls) {
          user = call.ignored || user != null ? user : caller.method;
        }
        return;
      }
      if (caller.frame.fromServer) {
        break;
      }
    }
    unknown = true;
  }

  /** A method that uses the result, or null. */
  @Nullable MethodCode user() {
    return user;
  }

  /** Whether the server or a framework calls the method to have the request answered. */
  boolean isFromServer() {
    return fromServer;
  }

  /** Whether there were callers whose code was not found, such as reflection. */
  boolean isUnknown() {
    return unknown;
  }
}
