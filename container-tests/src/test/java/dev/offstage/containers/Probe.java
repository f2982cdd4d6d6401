package dev.offstage.containers;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** Asks for one fast URL again and again, at its own pace and on its own connection. */
final class Probe {
  private static final long INTERVAL_NANOS = 4_000_000;

  private final URI webapp;
  private final String path;
  private long[] nanos = new long[1 << 10];
  private int count;

  Probe(URI webapp, String path) {
    this.webapp = webapp;
    this.path = path;
  }

  /** Measures until the load is over. */
  void beside(Load load) throws Exception {
    try (LoadConnection connection = new LoadConnection(webapp, "127.0.0.1")) {
      while (!load.isOver()) {
        measure(connection);
        LockSupport.parkNanos(INTERVAL_NANOS);
        if (Thread.interrupted()) {
          // It would not pause any more.
          throw new InterruptedException("the test takes too long");
        }
      }
    }
    load.await();
  }

  private void measure(LoadConnection connection) throws IOException {
    long begin = System.nanoTime();
    LoadConnection.Reply reply = connection.get(path);
    long end = System.nanoTime();
    if (reply.status() != 200) {
      throw new AssertionError(path + " was answered with " + reply);
    }
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = end - begin;
  }

  /** The 99th percentile of all measurements, in milliseconds. */
  double p99() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) (0.99 * count)] / 1e6;
  }
}
