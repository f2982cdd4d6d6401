package dev.offstage.containers;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at a steady pace over a bounded number of connections, counted by how they are answered.
 *
 * <p>The pace is a multiple of what the server's pool can do, not as fast as it goes: client and
 * server share the processors here, and a client that takes what it can get would slow down every
 * URL, whatever the server does. Where connections that wait for their answer, or a lack of
 * processors, make it slower than that, it stays behind.
 */
final class Load implements AutoCloseable {
  private final long intervalNanos;
  private final AtomicLong nextDue = new AtomicLong(System.nanoTime());
  private final long count;
  private final String[] paths;
  private final AtomicLong next = new AtomicLong();
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final List<Future<?>> connections = new ArrayList<>();
  private final ExecutorService threads;
  private volatile boolean stopped;

  private Load(int connections, int perSecond, long count, String... paths) {
    this.intervalNanos = 1_000_000_000L / perSecond;
    this.count = count;
    this.paths = paths;
    this.threads = Executors.newFixedThreadPool(connections);
  }

  /**
   * Starts it.
   *
   * @param from the client's address
   * @param count how many requests are sent unless it is stopped, the paths in turn
   */
  static Load start(
      URI webapp, String from, int connections, int perSecond, long count, String... paths) {
    Load load = new Load(connections, perSecond, count, paths);
    for (int i = 0; i < connections; i++) {
      load.connections.add(load.threads.submit(() -> load.send(webapp, from)));
    }
    // Each thread ends with its connection.
    load.threads.shutdown();
    return load;
  }

  private Void send(URI webapp, String from) throws IOException {
    try (LoadConnection connection = new LoadConnection(webapp, from)) {
      for (long number = next(); number >= 0; number = next()) {
        String path = paths[(int) (number % paths.length)];
        add(path, connection.get(path));
      }
      return null;
    }
  }

  /** The number of the next request, when it is due; negative: that was the last one. */
  private long next() {
    long number = stopped ? count : next.getAndIncrement();
    if (number >= count) {
      return -1;
    }
    // Time that was lost is not made up for: that would be a burst.
    long now = System.nanoTime();
    long due = nextDue.getAndUpdate(planned -> Math.max(planned, now) + intervalNanos);
    for (long left = due - now; left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    return number;
  }

  private void add(String path, LoadConnection.Reply reply) {
    if (reply.status() == 200 || reply.status() == 202) {
      accepted.increment();
    } else if (reply.status() == 503 && "5".equals(reply.header("Retry-After"))) {
      refused.increment();
    } else {
      throw new AssertionError(path + " was answered with " + reply);
    }
  }

  /** Whether the last answer has come, or an error. */
  boolean isOver() {
    return connections.stream().allMatch(Future::isDone);
  }

  /** Sends no more. */
  void stop() {
    stopped = true;
  }

  /**
   * Waits for the last answer.
   *
   * @throws java.util.concurrent.ExecutionException if there was an answer that is neither
   *     acceptance nor a refusal as it should be, or none
   */
  void await() throws Exception {
    for (Future<?> connection : connections) {
      connection.get();
    }
  }

  long accepted() {
    return accepted.sum();
  }

  long refused() {
    return refused.sum();
  }

  /** In percent, rounded down. */
  long acceptedPercent() {
    return 100 * accepted() / (accepted() + refused());
  }

  @Override
  public void close() {
    stop();
    threads.shutdownNow();
  }
}
