package dev.offstage.internal.agent;

import dev.offstage.Work;
import dev.offstage.internal.text.Log;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a redirected method with its arguments in an array. Not a {@code Callable}: a failure
 * in one shows in its result, not in the log.
 */
final class SpreadCall implements Work {
  private final MethodHandle body;
  private final @Nullable Object[] arguments;
  private final int first;
  private @Nullable RequestArguments copied;

  /**
   * @param body takes one array
   * @param first where the method's own arguments begin: 1 if the receiver comes before
   */
  SpreadCall(MethodHandle body, @Nullable Object[] arguments, int first) {
    this.body = body;
    this.arguments = arguments;
    this.first = first;
  }

  /** One of the method's own arguments, counted from 0. */
  @Nullable Object argument(int index) {
    return arguments[first + index];
  }

  /** How to copy what belongs to the request; null when nothing does. */
  @Nullable RequestArguments requests() {
    RequestArguments requests = RequestCopies.maker();
    if (requests != null) {
      for (Object argument : arguments) {
        if (requests.isOfRequest(argument)) {
          return requests;
        }
      }
    }
    return null;
  }

  /** The arguments that do not belong to the request, among them the receiver. */
  Object[] others(RequestArguments requests) {
    List<@Nullable Object> others = new ArrayList<>();
    for (Object argument : arguments) {
      if (!requests.isOfRequest(argument)) {
        others.add(argument);
      }
    }
    return others.toArray();
  }

  /**
   * Puts copies in place of what belongs to the request.
   *
   * @throws Exception if no copy can be made; the request is then as it was before
   */
  synchronized void copyRequests(RequestArguments requests) throws Exception {
    for (int i = 0; i < arguments.length; i++) {
      try {
        arguments[i] = requests.copy(arguments[i]);
      } catch (Throwable t) {
        for (int before = 0; before < i; before++) {
          requests.release(arguments[before]);
        }
        throw t;
      }
    }
    copied = requests;
  }

  @Override
  public void run() throws Exception {
    call();
  }

  /** The same, with the body's result. Each attempt of a task is one such call. */
  @Nullable Object call() throws Exception {
    try {
      return body.invoke(arguments);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable t) {
      throw new IllegalStateException(t);
    }
  }

  /** Called when the task has ended, however it did. */
  synchronized void release() {
    RequestArguments requests = copied;
    copied = null;
    if (requests == null) {
      return;
    }
    try {
      for (Object argument : arguments) {
        requests.release(argument);
      }
    } catch (Throwable t) {
      // Every Throwable: the work is done, and its result counts.
      Log.warn("offstage: the copy of a request was not released", t);
    }
  }
}
