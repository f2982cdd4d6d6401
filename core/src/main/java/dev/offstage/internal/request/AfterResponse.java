package dev.offstage.internal.request;

import dev.offstage.internal.task.PoolTask;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * As much of the current thread's request as tasks need: it keeps held tasks until the response is
 * complete, and knows the client. The servlet layer sets it and takes it away.
 */
public interface AfterResponse {
  /**
   * Keeps the task until the response is complete.
   *
   * @param answered then gets its status
   */
  void add(PoolTask<?> task, IntConsumer answered);

  /**
   * Whose tasks this request's tasks are: the same text for each request of one client. For
   * counting only: it may reveal who that is, so it must not go into messages.
   */
  String client();

  /** The current thread's request, or null outside of one. */
  static @Nullable AfterResponse current() {
    Supplier<? extends @Nullable AfterResponse> source = Current.SOURCE.get();
    return source == null ? null : source.get();
  }

  /**
   * Sets the supplier of the current thread's request, null for none. Few requests have tasks, so
   * what those need is made only when asked for.
   *
   * @return the previous one, to be set again afterwards
   */
  static @Nullable Supplier<? extends @Nullable AfterResponse> enter(
      @Nullable Supplier<? extends @Nullable AfterResponse> source) {
    Supplier<? extends @Nullable AfterResponse> previous = Current.SOURCE.get();
    // Set to null, not removed: it holds nothing, and the thread's next request finds its entry
    // there.
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
