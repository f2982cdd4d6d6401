package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * As {@link WorkersBusy}, but several threads hand over at once, so that they meet at the queue.
 * More tasks a time, so that the threads' own meeting counts little.
 */
@State(Scope.Benchmark)
@OperationsPerInvocation(SeveralSubmitters.BATCHES)
public abstract class SeveralSubmitters extends Benchmarks {
  /** How many batches are handed over in one invocation; they just fit into the queues. */
  static final int BATCHES = 6;

  private static final int TASKS = BATCHES * BATCH;

  private final CyclicBarrier barrier;
  private final int size;
  private volatile Runnable handOver = () -> {};
  private volatile boolean over;

  SeveralSubmitters(int size) {
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
  private void all(Runnable one) {
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

  /** Its worker takes nothing. */
  public static class Linked extends Peers.Linked {
    /** Made by JMH. */
    public Linked() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(TASKS);
    }
  }

  /** Its worker takes nothing. */
  public static class Ours extends Peers.Ours {
    /** Made by JMH. */
    public Ours() {
      block();
    }

    /** Makes room, outside of the measured time. */
    @TearDown(Level.Invocation)
    public void empty() {
      empty(TASKS);
    }
  }

  @Benchmark
  public void linked(Linked peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    all(() -> peer.executor.execute(() -> shop.develop(photo)));
  }

  @Benchmark
  public void offstageRun(Ours peer) {
    PhotoShop shop = peer.shop;
    Photo photo = peer.photo;
    all(() -> Offstage.run(() -> shop.develop(photo)));
  }
}
