package dev.offstage.internal.agent;

import dev.offstage.Work;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Log;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
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
  private final @Nullable Method method;
  private @Nullable RequestArguments copied;

  /**
   * @param body takes one array
   * @param first where the method's own arguments begin: 1 if the receiver comes before
   * @param method the body, if it is that of a durable method and nothing surrounds it; else null
   */
  SpreadCall(MethodHandle body, @Nullable Object[] arguments, int first, @Nullable Method method) {
    this.body = body;
    this.arguments = arguments;
    this.first = first;
    this.method = method;
  }

  /** One of the method's own arguments, counted from 0. */
  @Nullable Object argument(int index) {
    return arguments[first + index];
  }

  /** Why it cannot be written down, whatever its arguments are; null if it can. */
  @Nullable String whyNotStored() {
    if (method == null) {
      return "what surrounds the method, such as a transaction, cannot be stored with a call";
    }
    Object receiver = first == 0 ? null : arguments[0];
    if (receiver != null && receiver.getClass() != method.getDeclaringClass()) {
      return "its object is a "
          + receiver.getClass().getName()
          + ", and a stored task makes a "
          + method.getDeclaringClass().getName();
    }
    return requests() == null ? null : "a request cannot be stored";
  }

  /** As it is written down. */
  StoredCall stored() {
    if (method == null) {
      throw new IllegalStateException("asked first whether it can be stored");
    }
    List<@Nullable Object> all = Arrays.asList(arguments);
    return new StoredCall(method, first == 0 ? null : arguments[0], all.subList(first, all.size()));
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
