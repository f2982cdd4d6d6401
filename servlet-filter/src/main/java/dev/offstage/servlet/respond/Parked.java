package dev.offstage.servlet.respond;

import dev.offstage.internal.text.Log;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits for a task without a thread. When there is something to say, or the time is
 * up, a thread of the container writes it. Nothing is dispatched: a filter that is not mapped for
 * that would not see the request again, and the webapp would do its work a second time.
 */
final class Parked {
  private static final int MOST = 2_000;
  private static final long LOOK_MILLIS = 300;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final PublishedTask published;
  private final Duration wait;
  private final ScheduledExecutorService timer;
  private final @Nullable BooleanSupplier earlier;
  private final Answer answer;
  private final AsyncContext async;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile @Nullable Future<?> time;
  private volatile @Nullable Future<?> look;

  /** What is written to a request that has waited. */
  @FunctionalInterface
  interface Answer {
    /**
     * Writes it.
     *
     * @return whether that was all; if not, the request waits again
     */
    boolean write() throws IOException, ServletException;
  }

  private Parked(
      PublishedTask published,
      Duration wait,
      ScheduledExecutorService timer,
      @Nullable BooleanSupplier earlier,
      Answer answer,
      AsyncContext async) {
    this.published = published;
    this.wait = wait;
    this.timer = timer;
    this.earlier = earlier;
    this.answer = answer;
    this.async = async;
  }

  /**
   * Parks the request until the task ends.
   *
   * @param wait the longest time, each time
   * @param earlier asked now and then whether to write before that; null for no
   * @return false if that is not possible and the request must be answered now
   */
  static boolean park(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Duration wait,
      ScheduledExecutorService timer,
      @Nullable BooleanSupplier earlier,
      Answer answer) {
    if (wait.isZero() || published.task.isDone() || !request.isAsyncSupported()) {
      return false;
    }
    if (COUNT.incrementAndGet() > MOST) {
      COUNT.decrementAndGet();
      return false;
    }
    AsyncContext async;
    try {
      async = request.startAsync(request, response);
    } catch (IllegalStateException e) {
      COUNT.decrementAndGet();
      return false;
    }
    async.setTimeout(0);
    new Parked(published, wait, timer, earlier, answer, async).sleep();
    return true;
  }

  private void sleep() {
    awake.set(false);
    published.parked().add(this);
    schedule();
    if (published.task.isDone()) {
      wake();
    }
  }

  private void schedule() {
    BooleanSupplier sooner = earlier;
    try {
      time = timer.schedule(this::wake, wait.toMillis(), TimeUnit.MILLISECONDS);
      if (sooner != null) {
        look =
            timer.scheduleWithFixedDelay(
                () -> {
                  if (sooner.getAsBoolean()) {
                    wake();
                  }
                },
                LOOK_MILLIS,
                LOOK_MILLIS,
                TimeUnit.MILLISECONDS);
      }
    } catch (RejectedExecutionException e) {
      // The webapp is stopping.
      wake();
    }
    if (awake.get()) {
      cancelTimes();
    }
  }

  /** Called by any thread, any number of times. */
  void wake() {
    if (!awake.compareAndSet(false, true)) {
      return;
    }
    published.parked().remove(this);
    cancelTimes();
    try {
      async.start(this::write);
    } catch (RuntimeException e) {
      // The client has gone, or the webapp has.
      end();
    }
  }

  private void write() {
    boolean all = true;
    try {
      all = answer.write();
    } catch (IOException e) {
      // The client has gone.
    } catch (ServletException | RuntimeException | Error e) {
      Log.warn(
          "offstage: a request that waited for '" + published.task.name() + "' has no answer", e);
    }
    if (all) {
      end();
    } else {
      sleep();
    }
  }

  private void end() {
    COUNT.decrementAndGet();
    try {
      async.complete();
    } catch (RuntimeException e) {
      // The container has ended the request already.
    }
  }

  private void cancelTimes() {
    Future<?> own = time;
    if (own != null) {
      own.cancel(false);
    }
    own = look;
    if (own != null) {
      own.cancel(false);
    }
  }
}
