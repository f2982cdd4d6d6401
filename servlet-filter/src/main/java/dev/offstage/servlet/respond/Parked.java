package dev.offstage.servlet.respond;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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
 * A request that waits for a task without holding a thread. When there is something to say, or the
 * time is up, the container dispatches it again, and a thread of the container writes the answer.
 */
final class Parked {
  private static final String ATTRIBUTE = "dev.offstage.parked";
  private static final int MOST = 2_000;
  private static final long LOOK_MILLIS = 300;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final PublishedTask published;
  private final AsyncContext async;
  private final AtomicBoolean awake = new AtomicBoolean();
  private volatile @Nullable Future<?> time;
  private volatile @Nullable Future<?> look;

  private Parked(PublishedTask published, AsyncContext async) {
    this.published = published;
    this.async = async;
  }

  /**
   * Parks the request until the task ends, the time is up, or {@code earlier} says so.
   *
   * @return false if that is not possible and the request must be answered now
   */
  static boolean park(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Duration wait,
      ScheduledExecutorService timer,
      @Nullable BooleanSupplier earlier) {
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
    Parked parked = new Parked(published, async);
    request.setAttribute(ATTRIBUTE, parked);
    published.parked().add(parked);
    parked.schedule(wait, timer, earlier);
    if (published.task.isDone()) {
      parked.wake();
    }
    return true;
  }

  private void schedule(
      Duration wait, ScheduledExecutorService timer, @Nullable BooleanSupplier earlier) {
    try {
      time = timer.schedule(this::wake, wait.toMillis(), TimeUnit.MILLISECONDS);
      if (earlier != null) {
        look =
            timer.scheduleWithFixedDelay(
                () -> {
                  if (earlier.getAsBoolean()) {
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

  /** The task that this request has waited for, if this is the dispatch after that; else null. */
  static @Nullable PublishedTask waitedFor(HttpServletRequest request) {
    Object parked = request.getAttribute(ATTRIBUTE);
    return parked instanceof Parked ? ((Parked) parked).published : null;
  }

  /** Any thread may call this, any number of times. */
  void wake() {
    if (!awake.compareAndSet(false, true)) {
      return;
    }
    COUNT.decrementAndGet();
    published.parked().remove(this);
    cancelTimes();
    try {
      async.dispatch();
    } catch (RuntimeException e) {
      // The client has gone, or the webapp has.
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
