package dev.offstage;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Some threads at one small pool, which is ended at any time: everything that got in has ended. */
final class ChaosRound {
  /** What takes longer hangs. */
  static final int MOST_SECONDS = 20;

  private static final int SUBMITTERS = 3;

  private enum End {
    TERMINATED,
    CLOSED,
    CLOSED_AND_EMPTIED,
    CLOSED_WHEN_ALL_IS_HANDED_OVER
  }

  private final Queue<ChaosItem> items = new ConcurrentLinkedQueue<>();
  private final Random random;
  private final String about;
  private final End end;
  private final Pool pool;

  ChaosRound(String threads, long seed) {
    random = new Random(seed);
    WhenFull[] policies = {
      WhenFull.reject(), WhenFull.callerRuns(), WhenFull.block(Duration.ofMillis(3))
    };
    WhenFull policy = policies[random.nextInt(policies.length)];
    end = End.values()[random.nextInt(End.values().length)];
    about = threads + " threads, " + policy + ", " + end + ", round " + seed;
    pool =
        Pool.builder("chaos")
            .size(1 + random.nextInt(3))
            .queue(1 + random.nextInt(4))
            .whenFull(policy)
            .share(random.nextInt(3) == 0 ? 50 : 100)
            .threads(threads)
            .build();
  }

  /**
   * Plays it.
   *
   * @return how many tasks the pool has taken
   * @throws AssertionError if something is wrong with one of them
   */
  int play() throws InterruptedException {
    List<FutureTask<?>> submitters = new ArrayList<>();
    for (int i = 0; i < SUBMITTERS; i++) {
      FutureTask<?> submitter =
          new FutureTask<>(new ChaosSubmitter(pool, items, random.nextLong()));
      new Thread(submitter, "submitter " + i).start();
      submitters.add(submitter);
    }
    if (end != End.CLOSED_WHEN_ALL_IS_HANDED_OVER) {
      int enough = random.nextInt(100);
      while (items.size() < enough && !submitters.stream().allMatch(FutureTask::isDone)) {
        Thread.yield();
      }
      end();
    }
    for (FutureTask<?> submitter : submitters) {
      try {
        submitter.get(MOST_SECONDS, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw wrong("a submitter hangs or fails", e);
      }
    }
    end();
    if (!pool.join(Duration.ofSeconds(MOST_SECONDS))) {
      throw wrong(pool.queued() + " queued and " + pool.running() + " running do not end", null);
    }
    check();
    return items.size();
  }

  private void end() {
    switch (end) {
      case TERMINATED:
        pool.terminate();
        break;
      case CLOSED_AND_EMPTIED:
        pool.close(true);
        break;
      default:
        pool.close();
    }
  }

  private void check() {
    long[] ends = new long[Task.Status.values().length];
    for (ChaosItem item : items) {
      String complaint = item.complaint();
      if (complaint != null) {
        throw wrong(complaint, null);
      }
      Task<?> task = item.task;
      ends[task == null ? 0 : task.status().ordinal()]++;
    }
    PoolCounts counts = pool.counts();
    if (counts.succeeded() != ends[Task.Status.SUCCEEDED.ordinal()]
        || counts.failed() != ends[Task.Status.FAILED.ordinal()]
        || counts.cancelled() != ends[Task.Status.CANCELLED.ordinal()]) {
      throw wrong("counted wrongly: " + counts, null);
    }
    if (pool.queued() != 0 || pool.running() != 0) {
      throw wrong(pool.queued() + " queued and " + pool.running() + " running", null);
    }
  }

  private AssertionError wrong(String what, @Nullable Throwable cause) {
    StringBuilder text = new StringBuilder(what).append(" (").append(about).append(')');
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      text.append("\n\n").append(each.getKey());
      for (StackTraceElement frame : each.getValue()) {
        text.append("\n\tat ").append(frame);
      }
    }
    return new AssertionError(text.append('\n').toString(), cause);
  }
}
