package dev.offstage.benchmarks;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * As {@link WorkersBusy}, but several threads hand over at once, so that they meet at the queue.
 * More tasks a time, so that the threads' own meeting counts little.
 */
@OperationsPerInvocation(SeveralSubmitters.BATCHES)
public abstract class SeveralSubmitters extends Benchmarks {
  /** How many batches are handed over in one invocation; they just fit into the queues. */
  static final int BATCHES = 6;

  static final int TASKS = BATCHES * BATCH;

  /** Threads that wait for something to hand over. */
  @State(Scope.Benchmark)
  public static class Crew {
    private final CyclicBarrier barrier;
    private final int size;
    private volatile Runnable handOver = () -> {};
    private volatile boolean over;

    Crew(int size) {
      this.size = size;
      this.barrier = new CyclicBarrier(size + 1);
      for (int i = 0; i < size; i++) {
        Thread thread = new Thread(this::work, "submitter");
        thread.setDaemon(true);
        thread.start();
      }
    }

    private void work() {
      while (true) {
        meet();
        if (over) {
          return;
        }
        Runnable one = handOver;
        for (int i = 0; i < TASKS / size; i++) {
          one.run();
        }
        meet();
      }
    }

    private void meet() {
      try {
        barrier.await();
      } catch (InterruptedException | BrokenBarrierException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Has all of them do this, some tens of thousands of times together, and waits for that. */
    final void all(Runnable one) {
      handOver = one;
      meet();
      meet();
    }

    /** Ends the threads. */
    @TearDown(Level.Trial)
    public void end() {
      over = true;
      meet();
    }
  }
}
