package dev.offstage.agent.advise;

import java.util.HashMap;
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
  private final RequestWatch watch;
  private final Map<Long, Long> requests = new HashMap<>();
  private long lastRequest = Long.MIN_VALUE;
  private long looks;
  private long nanosLooking;

  Sampler(long millis, long intervalMillis, Samples samples, RequestWatch watch) {
    this.nanos = TimeUnit.MILLISECONDS.toNanos(millis);
    this.intervalNanos =
        TimeUnit.MILLISECONDS.toNanos(Math.max(LEAST_INTERVAL_MILLIS, intervalMillis));
    this.samples = samples;
    this.watch = watch;
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
    // All of the same weight: after a pause of the JVM the first look says no more than others.
    samples.scale(looks == 0 ? 0 : (System.nanoTime() - start) / 1e6 / looks);
  }

  private void look() {
    Map<Thread, RequestWatch.Current> before = watch.all();
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      Thread thread = entry.getKey();
      if (thread != Thread.currentThread()) {
        // Until somebody looks again, the request that was there may be over.
        RequestWatch.Current known = before.getOrDefault(thread, watch.of(thread));
        String url = known == null ? "" : known.url;
        long request = known == null ? guess(thread) : known.id;
        if (!samples.add(entry.getValue(), url, request, 1)) {
          requests.remove(thread.getId());
        }
      }
    }
  }

  /** As long as nobody has seen the thread outside of a request, it may be the same one. */
  private long guess(Thread thread) {
    return requests.computeIfAbsent(thread.getId(), id -> lastRequest++);
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
