package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.pool.PlansOf;
import dev.offstage.testing.Soak;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All that a plan can ask for, mixed at random for a while: what was accepted has succeeded, failed
 * or been cancelled, once; the heap is as flat at the end as after the first tenth, and no thread,
 * key, lane or place is left.
 */
class PlannedSoakIT {
  private static final int SECONDS = Soak.count(30, 600);
  private static final int SUBMITTERS = 3;
  private static final long SLACK_BYTES = 20L << 20;

  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong ended = new AtomicLong();

  /** Work as it is: mostly quick, sometimes slow, deaf for a moment, or failing. */
  private static String work(int kind) throws Exception {
    if (kind == 0) {
      throw new IOException("down");
    }
    if (kind == 1) {
      Task<?> self = Task.current();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
      while (System.nanoTime() < end && (self == null || !self.isStopping())) {
        Thread.yield();
      }
    }
    if (kind == 2) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return "done";
  }

  private static TaskBuilder<String> described(Random random) {
    int kind = random.nextInt(30);
    TaskBuilder<String> task = Offstage.task(() -> work(kind)).name("kind " + kind);
    if (random.nextInt(3) == 0) {
      task.retries(2).backoff(Backoff.from(Duration.ofMillis(random.nextInt(5))));
    }
    if (random.nextInt(4) == 0) {
      task.timeout(Duration.ofMillis(4)).grace(Duration.ofMillis(4));
    }
    if (random.nextInt(4) == 0) {
      task.orderBy(random.nextInt(50));
    }
    if (random.nextInt(6) == 0) {
      task.key(
          "key " + random.nextInt(20), random.nextBoolean() ? WhenKnown.JOIN : WhenKnown.REPLACE);
    }
    if (random.nextInt(6) == 0) {
      task.limit(random.nextBoolean() ? "few" : "slow");
    }
    if (random.nextInt(6) == 0) {
      task.delay(Duration.ofMillis(random.nextInt(50)));
    }
    if (random.nextInt(10) == 0) {
      task.expires(Duration.ofMillis(1 + random.nextInt(200)));
    }
    task.priority(Priority.values()[random.nextInt(3)]);
    return task;
  }

  private void submit(long seed, long deadline) {
    Random random = new Random(seed);
    while (System.nanoTime() < deadline) {
      try {
        Task<String> task = described(random).start();
        if (random.nextInt(20) == 0) {
          task.cancel("enough");
        }
        if (random.nextInt(20) == 0) {
          task.then(text -> text.length()).onFailure(error -> -1);
        }
      } catch (PoolFullException e) {
        Thread.yield();
      }
    }
  }

  private static long usedAfterCollection() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void submitFor(long nanos, long seed) throws InterruptedException {
    long deadline = System.nanoTime() + nanos;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < SUBMITTERS; i++) {
      long own = seed + i;
      threads.add(new Thread(() -> submit(own, deadline)));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void awaitNothing(Pool pool) {
    await()
        .until(
            () ->
                pool.queued() == 0
                    && pool.running() == 0
                    && ended.get() == accepted.get()
                    && PlansOf.lanes(pool) == 0
                    && PlansOf.keys(pool) == 0);
  }

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void what_was_accepted_ends_once_and_leaves_nothing() throws Exception {
    long nanos = TimeUnit.SECONDS.toNanos(SECONDS);
    long threadsBefore = App.threads();
    PoolCounts counts;
    try (App app =
        App.with(
            "offstage.pool.size", "4",
            "offstage.pool.queue", "500",
            "offstage.limit.few", "2 at once",
            "offstage.limit.slow", "2000/s burst 20",
            "offstage.priority.step", "50ms",
            "offstage.delayed", "1000",
            "offstage.drain", "30s")) {
      Runnable unused =
          Offstage.addListener(
              new TaskListener() {
                @Override
                public void queued(Task<?> task) {
                  accepted.incrementAndGet();
                }

                @Override
                public void succeeded(Task<?> task) {
                  ended.incrementAndGet();
                }

                @Override
                public void failed(Task<?> task, Throwable error) {
                  ended.incrementAndGet();
                }

                @Override
                public void cancelled(Task<?> task) {
                  ended.incrementAndGet();
                }
              });
      submitFor(nanos / 10, 1);
      awaitNothing(Offstage.pool());
      long early = usedAfterCollection();
      submitFor(nanos - nanos / 10, 100);
      awaitNothing(Offstage.pool());

      assertThat(usedAfterCollection()).isLessThan(early + SLACK_BYTES);
      counts = Offstage.pool().counts();
    }
    System.out.println("planned soak, " + SECONDS + " s: " + counts);
    assertThat(counts.succeeded() + counts.failed() + counts.cancelled()).isEqualTo(ended.get());
    assertThat(accepted.get()).isEqualTo(ended.get()).isGreaterThan(1_000);
    assertThat(counts.retried()).isPositive();
    await().until(() -> App.threads() == threadsBefore);
  }
}
