package dev.offstage;

import dev.offstage.internal.request.AfterResponse;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Hands work over in one way after the other, waits for some of it, and cancels what it finds. */
final class ChaosSubmitter implements Callable<@Nullable Void> {
  private static final int STEPS = 60;

  private final Pool pool;
  private final Queue<ChaosItem> items;
  private final ChaosTasks tasks;
  private final Random random;
  private final ClientRequest request;
  private final ExecutorService executor;

  ChaosSubmitter(Pool pool, Queue<ChaosItem> items, long seed) {
    this.pool = pool;
    this.items = items;
    this.tasks = new ChaosTasks(pool, items);
    this.random = new Random(seed);
    this.request = new ClientRequest("client " + (seed & 1));
    this.executor = pool.asExecutorService();
  }

  @Override
  public @Nullable Void call() throws Exception {
    AfterResponse.enter(() -> request);
    try {
      for (int i = 0; i < STEPS; i++) {
        try {
          step();
        } catch (PoolClosedException e) {
          break;
        } catch (RejectedExecutionException | CancellationException e) {
          // It was full, or somebody has cancelled what this waited for.
        } catch (ExecutionException | BatchFailedException e) {
          checkOnPurpose(e);
        }
        if (Thread.interrupted()) {
          throw new AssertionError("an interrupt that was for a task is left");
        }
      }
      executor.shutdown();
      request.responseComplete();
      if (!executor.awaitTermination(ChaosRound.MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the executor view does not end");
      }
      return null;
    } finally {
      request.responseComplete();
      AfterResponse.enter(null);
    }
  }

  private static void checkOnPurpose(Exception failure) throws Exception {
    Throwable cause = failure.getCause();
    if (!(cause instanceof ChaosTasks.OnPurpose) && !(cause instanceof CancellationException)) {
      throw failure;
    }
  }

  private void step() throws Exception {
    switch (random.nextInt(12)) {
      case 0:
      case 1:
        int tenths = random.nextInt(8);
        tasks.one(() -> ChaosTasks.pause(tenths));
        break;
      case 2:
        tasks.one(tasks::nestedTask);
        break;
      case 3:
        tasks.one(tasks::nestedBatch);
        break;
      case 4:
        tasks.one(() -> ChaosTasks.fail(3));
        break;
      case 5:
        tasks.by(counted -> pool.task(counted).afterResponse().start(), () -> 1);
        break;
      case 6:
        batch();
        break;
      case 7:
        cancelSome();
        break;
      case 8:
        tasks.by(counted -> (Task<Integer>) executor.submit(counted), () -> ChaosTasks.pause(2));
        break;
      case 9:
        pool.resize(1 + random.nextInt(3), 1 + random.nextInt(5));
        break;
      case 10:
        waitForOne();
        break;
      default:
        request.responseComplete();
    }
  }

  private void waitForOne() throws Exception {
    Task<Integer> task = tasks.one(() -> ChaosTasks.pause(3));
    switch (random.nextInt(4)) {
      case 0:
        task.get();
        break;
      case 1:
        task.toCompletableFuture().get();
        break;
      case 2:
        task.await(Duration.ofNanos(random.nextInt(100_000)));
        break;
      default:
        try {
          task.get(random.nextInt(100_000), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          task.cancel(true);
        }
    }
  }

  private void batch() throws InterruptedException {
    int chunk = 1 + random.nextInt(4);
    boolean fails = random.nextInt(3) == 0;
    Batch<Integer> batch = tasks.map(1 + random.nextInt(12), chunk, fails ? 6 : 0);
    switch (random.nextInt(5)) {
      case 0:
        batch.cancel(random.nextBoolean());
        break;
      case 1:
        batch.failFast();
        break;
      case 2:
        batch.settled();
        break;
      case 3:
        batch.failFast().join();
        break;
      default:
        // Goes on by itself.
    }
  }

  private void cancelSome() {
    for (ChaosItem item : items) {
      Task<?> task = item.task;
      if (task != null && random.nextInt(20) == 0) {
        task.cancel(random.nextBoolean());
      }
    }
  }
}
