package dev.offstage.benchmarks.durable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One block of each kind; the tables are empty before and after it. */
final class Measures {
  static final int SUBMITTERS = 8;

  private static final long BLOCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int DUE = 1_000;
  private static final int SINGLES = 30;
  private static final int OTHERS = 7;
  private static final long GAP_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
  private static final double SECOND = 1e9;
  private static final double MILLISECOND = 1e6;
  private static final int PATIENCE_SECONDS = 120;

  private Measures() {}

  /** What threads do again and again. */
  @FunctionalInterface
  private interface Action {
    void run() throws Exception;
  }

  /** Tasks written down in a second, none of them due. */
  static double enqueue(Contestant who, int threads) throws Exception {
    long begin = System.nanoTime();
    int count = together(threads, who::enqueue);
    double rate = count * SECOND / (System.nanoTime() - begin);
    who.clear();
    return rate;
  }

  private static int together(int threads, Action action) throws Exception {
    long end = System.nanoTime() + BLOCK_NANOS;
    Callable<Integer> loop =
        () -> {
          int count = 0;
          for (; System.nanoTime() < end; count++) {
            action.run();
          }
          return count;
        };
    ExecutorService all = Executors.newFixedThreadPool(threads);
    try {
      int sum = 0;
      for (Future<Integer> each : all.invokeAll(Collections.nCopies(threads, loop))) {
        sum += each.get();
      }
      return sum;
    } finally {
      all.shutdown();
    }
  }

  /** Tasks run in a second, from the begin of the first one until all are written down as done. */
  static double execute(Contestant who) throws Exception {
    Work.reset();
    who.fill(DUE);
    awaitEnd(who, DUE);
    double rate = DUE * SECOND / (System.nanoTime() - Work.firstNanos());
    who.clear();
    return rate;
  }

  /** Tasks accepted, run and written down as done in a second. */
  static double complete(Contestant who) throws Exception {
    Work.reset();
    long begin = System.nanoTime();
    int count = together(SUBMITTERS, () -> who.start(Work.TEXT));
    awaitEnd(who, count);
    double rate = count * SECOND / (System.nanoTime() - begin);
    who.clear();
    return rate;
  }

  private static void awaitEnd(Contestant who, int count) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (Work.count() < count || who.left() > 0) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            who.name + " has run " + Work.count() + " of " + count + "; " + who.left() + " left");
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** Milliseconds from before the hand-over to the begin of the task, one at a time. */
  static double begin(Contestant who) throws Exception {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < SINGLES; i++) {
      long before = System.nanoTime();
      who.start("one");
      all.add((Work.awaitBegin() - before) / MILLISECOND);
      LockSupport.parkNanos(GAP_NANOS);
    }
    awaitEnd(who, 0);
    who.clear();
    return Ratios.median(all);
  }

  /** The same if the node that takes the task over has no room for it, and another one has. */
  static double beginElsewhere(PostgreSql server, String notify) throws Exception {
    List<Double> all = new ArrayList<>();
    try (TwoNodes nodes = new TwoNodes(server, notify)) {
      for (int i = 0; i < OTHERS; i++) {
        long before = System.nanoTime();
        nodes.handOver();
        all.add((Work.awaitBegin() - before) / MILLISECOND);
        LockSupport.parkNanos(GAP_NANOS);
      }
    }
    return Ratios.median(all);
  }
}
