package dev.offstage;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** The tasks of one {@link ChaosRound}: hands them over and knows each that got in. Thread-safe. */
final class ChaosTasks {
  interface Way {
    Task<Integer> handOver(Callable<Integer> counted);
  }

  /** What some work throws. */
  static final class OnPurpose extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OnPurpose() {
      super("on purpose", null, false, false);
    }
  }

  private final Pool pool;
  private final Queue<ChaosItem> items;

  ChaosTasks(Pool pool, Queue<ChaosItem> items) {
    this.pool = pool;
    this.items = items;
  }

  Task<Integer> one(Callable<Integer> work) {
    return by(pool::call, work);
  }

  /** Nobody knows the task before it is handed over; its work may have run by then. */
  Task<Integer> by(Way way, Callable<Integer> work) {
    ChaosItem item = new ChaosItem();
    Task<Integer> task =
        way.handOver(
            () -> {
              item.runs.incrementAndGet();
              return work.call();
            });
    item.task = task;
    items.add(item);
    return task;
  }

  /**
   * @param failing one of so many fails; 0 for none
   */
  Batch<Integer> map(int size, int chunk, int failing) {
    List<ChaosItem> batched = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      batched.add(new ChaosItem());
    }
    Batch<Integer> batch =
        pool.map(
            batched,
            item -> {
              item.runs.incrementAndGet();
              return failing > 0 ? fail(failing) : pause(1);
            },
            chunk);
    for (int i = 0; i < size; i++) {
      batched.get(i).task = batch.tasks().get(i);
    }
    items.addAll(batched);
    return batch;
  }

  int nestedTask() throws InterruptedException {
    return nested(() -> one(() -> 2).get());
  }

  int nestedBatch() throws InterruptedException {
    return nested(() -> map(3, 2, 0).join().size());
  }

  private static int nested(Callable<Integer> step) throws InterruptedException {
    try {
      return step.call();
    } catch (InterruptedException e) {
      throw e;
    } catch (RejectedExecutionException | CancellationException | BatchFailedException e) {
      return 0;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  static int pause(int tenths) throws InterruptedException {
    if (tenths > 0 && ThreadLocalRandom.current().nextInt(10) == 0) {
      TimeUnit.MICROSECONDS.sleep(100L * tenths);
    }
    return tenths;
  }

  static int fail(int oneOf) {
    if (ThreadLocalRandom.current().nextInt(oneOf) == 0) {
      throw new OnPurpose();
    }
    return oneOf;
  }
}
