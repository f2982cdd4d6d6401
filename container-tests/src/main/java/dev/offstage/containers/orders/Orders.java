package dev.offstage.containers.orders;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.Task;
import dev.offstage.TaskListener;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hands orders over to the default pool; what it does with them begins when the stop has begun. */
final class Orders {
  private static final long A_MINUTE = TimeUnit.MINUTES.toNanos(1);
  private static final AtomicBoolean LISTENS = new AtomicBoolean();

  /** What is done with one order. */
  @FunctionalInterface
  interface Place {
    void place(String order) throws Exception;
  }

  private Orders() {}

  /**
   * Hands so many over, each of another name.
   *
   * @param kind {@code quick}, {@code slow}: a while each, or {@code stubborn}: a minute, whatever
   *     interrupts it
   */
  static String handOver(int count, String kind, Place action) {
    if (LISTENS.compareAndSet(false, true)) {
      Offstage.addListener(new Finished());
    }
    Pool pool = Offstage.pool();
    for (int i = 0; i < count; i++) {
      String order = kind + " order " + i;
      Offstage.task(
              () -> {
                if (kind.equals("stubborn")) {
                  Life.happened("is stubborn");
                  sleepWhateverInterrupts();
                  Life.happened("is stubborn no longer");
                  return;
                }
                awaitStop(pool);
                if (kind.equals("slow")) {
                  Thread.sleep(100);
                }
                action.place(order);
              })
          .name(order)
          .start();
    }
    return count + " accepted";
  }

  private static void awaitStop(Pool pool) throws InterruptedException {
    long start = System.nanoTime();
    while (!pool.isClosed()) {
      if (System.nanoTime() - start > A_MINUTE) {
        throw new IllegalStateException("nobody stops this webapp");
      }
      Thread.sleep(10);
    }
  }

  private static void sleepWhateverInterrupts() {
    long start = System.nanoTime();
    for (long slept = 0; slept < A_MINUTE; slept = System.nanoTime() - start) {
      try {
        TimeUnit.NANOSECONDS.sleep(A_MINUTE - slept);
      } catch (InterruptedException e) {
        // That is what such work does.
      }
    }
  }

  /** Only what the library itself counts as finished: work can end and be lost at the same time. */
  private static final class Finished implements TaskListener {
    @Override
    public void succeeded(Task<?> task) {
      Life.happened("finished " + task.name());
    }

    @Override
    public void failed(Task<?> task, Throwable error) {
      Life.happened("failed in " + task.name() + ": " + error);
    }
  }
}
