package dev.offstage.demo;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/** Deadlines that hold even if the other server keeps a read busy with a byte now and then. */
final class Alarms implements AutoCloseable {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "photo-alarms");
            thread.setDaemon(true);
            return thread;
          });

  Alarm set(Duration time) {
    Alarm alarm = new Alarm();
    alarm.bell = clock.schedule(alarm::ring, time.toMillis(), TimeUnit.MILLISECONDS);
    return alarm;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  /** The deadline of one download. This class is thread-safe. */
  static final class Alarm implements AutoCloseable {
    private volatile @Nullable Future<?> bell;
    private @Nullable Cancellable current;
    private boolean rang;

    private Alarm() {}

    /** From now on the alarm ends this request; at once if it has already rung. */
    synchronized void cancels(Cancellable request) {
      current = request;
      if (rang) {
        request.cancel();
      }
    }

    synchronized boolean rang() {
      return rang;
    }

    private synchronized void ring() {
      rang = true;
      if (current != null) {
        current.cancel();
      }
    }

    @Override
    public void close() {
      Future<?> set = bell;
      if (set != null) {
        set.cancel(false);
      }
    }
  }
}
