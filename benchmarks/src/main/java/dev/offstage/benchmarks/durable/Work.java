package dev.offstage.benchmarks.durable;

import dev.offstage.Background;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What all tasks do, which is next to nothing, and what is known of them. */
public final class Work {
  /** What each task carries. */
  static final String TEXT = "0123456789".repeat(20);

  private static final int PATIENCE_SECONDS = 60;
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Semaphore BEGUN = new Semaphore(0);
  private static final Semaphore GATE = new Semaphore(0);
  private static volatile long first;
  private static volatile long last;

  private Work() {}

  /** A task. */
  @Background(durable = true)
  public static void run(String text) {
    last = System.nanoTime();
    if (COUNT.incrementAndGet() == 1) {
      first = last;
    }
    if (text.length() < TEXT.length()) {
      BEGUN.release();
    }
  }

  /** A task that keeps a thread until {@link #open}. */
  @Background(durable = true)
  public static void block(String text) throws InterruptedException {
    if (text.isEmpty()) {
      BEGUN.release();
    }
    GATE.acquire();
  }

  static void open() {
    GATE.release();
  }

  static void reset() {
    COUNT.set(0);
  }

  static int count() {
    return COUNT.get();
  }

  /** When the first one has begun since {@link #reset}. */
  static long firstNanos() {
    return first;
  }

  /** Waits for one that carries little, and says when it has begun. */
  static long awaitBegin() throws InterruptedException {
    if (!BEGUN.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("A task has not begun");
    }
    return last;
  }
}
