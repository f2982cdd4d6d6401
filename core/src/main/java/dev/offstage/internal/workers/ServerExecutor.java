package dev.offstage.internal.workers;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An application server's executor, and whose context its threads have while they run tasks. Many
 * take along what the thread has that calls {@code execute}, above all who is logged in: whatever
 * then runs on the thread that they give runs as that user. Immutable.
 */
public final class ServerExecutor {
  private final Executor threads;
  private final @Nullable Supplier<Executor> capture;
  private final boolean lendsThreads;

  private ServerExecutor(
      Executor threads, @Nullable Supplier<Executor> capture, boolean lendsThreads) {
    this.threads = threads;
    this.capture = capture;
    this.lendsThreads = lendsThreads;
  }

  /** One that takes nothing along: a thread of it may run one task after the other. */
  public static ServerExecutor plain(Executor threads) {
    return new ServerExecutor(threads, null, true);
  }

  /**
   * One of a server that can also capture a context by itself: each task gets its submitter's, on
   * whatever thread.
   *
   * @param capture takes the current thread's context and returns what runs work inside of it
   */
  public static ServerExecutor capturing(Executor threads, Supplier<Executor> capture) {
    return new ServerExecutor(threads, capture, true);
  }

  /** One that may take along anything: each task needs a call of {@code execute} of its own. */
  public static ServerExecutor unknown(Executor threads) {
    return new ServerExecutor(threads, null, false);
  }

  /** Whether a thread may run another task than the one that it was asked for. */
  boolean lendsThreads() {
    return lendsThreads;
  }

  /**
   * Asks for a thread, with what the executor takes along of the current one.
   *
   * @param work gets whether it runs on the thread that asks, while that asks
   */
  void request(Consumer<Boolean> work) {
    AtomicReference<@Nullable Thread> asking = new AtomicReference<>(Thread.currentThread());
    try {
      threads.execute(() -> work.accept(asking.get() == Thread.currentThread()));
    } finally {
      asking.set(null);
    }
  }

  @Nullable Executor capture() {
    return capture == null ? null : capture.get();
  }
}
