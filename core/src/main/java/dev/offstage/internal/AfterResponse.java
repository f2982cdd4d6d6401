package dev.offstage.internal;

import org.jspecify.annotations.Nullable;

/**
 * The request that the current thread serves, as far as tasks need it: something that keeps held
 * tasks until the response is complete, and knows the client. The servlet layer puts it there and
 * takes it away.
 */
public interface AfterResponse {
  /**
   * Keeps the task, and {@linkplain PoolTask#release() releases} it when the response is complete.
   */
  void add(PoolTask<?> task);

  /**
   * Whose tasks those of this request are: the same text for each request of one client. For
   * counting only: it may say who that is, so it does not go into messages.
   */
  String client();

  /** The current thread's request, or null outside of one. */
  static @Nullable AfterResponse current() {
    return Current.REQUEST.get();
  }

  /**
   * Sets the current thread's request, null for none.
   *
   * @return the one before, to be set again afterwards
   */
  static @Nullable AfterResponse enter(@Nullable AfterResponse request) {
    AfterResponse previous = Current.REQUEST.get();
    if (request == null) {
      Current.REQUEST.remove();
    } else {
      Current.REQUEST.set(request);
    }
    return previous;
  }

  /** Holds the thread-local: an interface has no private fields. */
  final class Current {
    private static final ThreadLocal<@Nullable AfterResponse> REQUEST = new ThreadLocal<>();

    private Current() {}
  }
}
