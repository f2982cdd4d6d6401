package dev.offstage.internal.request;

import dev.offstage.internal.task.PoolTask;
import java.util.function.Supplier;
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
    Supplier<? extends @Nullable AfterResponse> source = Current.SOURCE.get();
    return source == null ? null : source.get();
  }

  /**
   * Sets where the current thread's request is from, null for none. Few requests have tasks, so
   * what is needed for those is made when it is asked for.
   *
   * @return the one before, to be set again afterwards
   */
  static @Nullable Supplier<? extends @Nullable AfterResponse> enter(
      @Nullable Supplier<? extends @Nullable AfterResponse> source) {
    Supplier<? extends @Nullable AfterResponse> previous = Current.SOURCE.get();
    // Null is not removed: the thread's next request finds its place, and it holds nothing.
    Current.SOURCE.set(source);
    return previous;
  }

  /** Holds the thread-local: an interface has no private fields. */
  final class Current {
    private static final ThreadLocal<@Nullable Supplier<? extends @Nullable AfterResponse>> SOURCE =
        new ThreadLocal<>();

    private Current() {}
  }
}
