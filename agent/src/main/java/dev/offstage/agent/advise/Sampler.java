package dev.offstage.agent.advise;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Looks at all threads again and again.
 *
 * <p>The JVM stands still for each look: 2 ms for 50 threads, 10 to 20 ms for 200 with deep stacks,
 * the same with the thread MXBean. So the pause after a look is made long enough that all looks
 * together take at most a twentieth of the time, whatever the interval.
 */
final class Sampler {
  /** Below that there is little new to see. */
  static final long LEAST_INTERVAL_MILLIS = 5;

  private static final int PAUSE_FOR_LOOK = 19;

  private final long nanos;
  private final long intervalNanos;
  private final Samples samples;
  private long looks;
  private long nanosLooking;

  Sampler(long millis, long intervalMillis, Samples samples) {
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.intervalNanos =
        TimeUnit.MILLISECONDS.toNanos(Math.max(LEAST_INTERVAL_MILLIS, intervalMillis));
    this.samples = samples;
  }

  /** Returns when the time is over, or earlier when the thread is interrupted. */
  void run() {
    long start = System.nanoTime();
    try {
      for (long now = start; now - start < nanos; now = System.nanoTime()) {
        look();
        long took = System.nanoTime() - now;
        looks++;
        nanosLooking += took;
        long pause = Math.max(intervalNanos - took, took * PAUSE_FOR_LOOK);
        TimeUnit.NANOSECONDS.sleep(Math.min(pause, nanos - (System.nanoTime() - start)));
      }
    } catch (InterruptedException e) {
      // What was seen until then is still good. The thread ends with the report, which an
      // interrupted thread could not write.
    }
  }

  private void look() {
    for (Map.Entry<Thread, StackTraceElement[]> thread : Thread.getAllStackTraces().entrySet()) {
      if (thread.getKey() != Thread.currentThread()) {
        samples.add(thread.getValue());
      }
    }
  }

  long looks() {
    return looks;
  }

  /** How long a look took, on average. */
  long millisPerLook() {
    return looks == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanosLooking / looks);
  }

  /** Whether there were far fewer looks than were asked for. */
  boolean isSlowedDown() {
    return looks * intervalNanos * 2 < nanos;
  }
}
