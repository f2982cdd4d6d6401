package dev.offstage.benchmarks;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.internal.runtime.Runtimes;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** What is compared: each has one worker and a queue of the same capacity. */
public final class Peers {
  private Peers() {}

  /** One of them. */
  public abstract static class Peer {
    final Photo photo = new Photo();

    Peer() {
      Offstages.checkSetUp();
    }

    /** Hands over work that is no part of the measurement. */
    abstract void execute(Runnable work);

    /** Takes everything out of the queue and says how many that were. */
    abstract int takeAll();

    /** Keeps the one worker busy for good: it will take nothing from the queue. */
    final void block() {
      CountDownLatch busy = new CountDownLatch(1);
      execute(
          () -> {
            try {
              busy.countDown();
              new CountDownLatch(1).await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
      try {
        busy.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    /** Takes out what a blocked worker did not. */
    final void empty(int expected) {
      int taken = takeAll();
      if (taken != expected) {
        throw new IllegalStateException("handed over: " + taken + " of " + expected);
      }
    }
  }

  /** One that is a plain executor, or has one. */
  public abstract static class ExecutorPeer extends Peer {
    final ThreadPoolExecutor executor;

    ExecutorPeer(ThreadPoolExecutor executor) {
      this.executor = executor;
      if (executor.getMaximumPoolSize() != 1
          || executor.getQueue().remainingCapacity() != Benchmarks.CAPACITY) {
        throw new IllegalStateException("not of the same size: " + executor);
      }
    }

    static ThreadPoolExecutor raw(BlockingQueue<Runnable> queue) {
      return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
    }

    @Override
    final void execute(Runnable work) {
      executor.execute(work);
    }

    @Override
    final int takeAll() {
      int count = executor.getQueue().size();
      executor.getQueue().clear();
      return count;
    }

    /** Ends the worker. */
    @TearDown(Level.Trial)
    public void end() {
      executor.shutdownNow();
    }
  }

  /** The executor that everything is compared with. */
  @State(Scope.Benchmark)
  public static class Linked extends ExecutorPeer {
    final PhotoShop shop = new PhotoShop();

    /** Made by JMH. */
    public Linked() {
      super(raw(new LinkedBlockingQueue<>(Benchmarks.CAPACITY)));
    }
  }

  /** The same with the kind of queue that Offstage has. */
  @State(Scope.Benchmark)
  public static class Array extends ExecutorPeer {
    final PhotoShop shop = new PhotoShop();

    /** Made by JMH. */
    public Array() {
      super(raw(new ArrayBlockingQueue<>(Benchmarks.CAPACITY)));
    }
  }

  /** Offstage's default pool. */
  @State(Scope.Benchmark)
  public static class Ours extends Peer {
    final PhotoShop shop = new PhotoShop();
    final PhotoLab oldShop = PhotoLab.ofJava6();

    /** Made by JMH. */
    public Ours() {
      Pool pool = Offstage.pool();
      if (pool.size() != 1 || pool.queueCapacity() != Benchmarks.CAPACITY) {
        throw new IllegalStateException("not of the same size: " + pool);
      }
    }

    @Override
    void execute(Runnable work) {
      Offstage.run(work::run);
    }

    @Override
    int takeAll() {
      return DefaultQueue.empty();
    }

    /** Ends the worker. */
    @TearDown(Level.Trial)
    public void end() {
      Runtimes.current().drain();
    }
  }

  /** A Spring application with Spring's own executor. */
  @State(Scope.Benchmark)
  public static class Spring extends ExecutorPeer {
    final SpringPhotoShop shop;
    private final AnnotationConfigApplicationContext application;

    /** Made by JMH. */
    public Spring() {
      this(SpringPhotoShop.application(ThreadPoolTaskExecutor.class, executor()));
    }

    private Spring(AnnotationConfigApplicationContext application) {
      super(application.getBean(ThreadPoolTaskExecutor.class).getThreadPoolExecutor());
      this.shop = application.getBean(SpringPhotoShop.class);
      this.application = application;
    }

    private static ThreadPoolTaskExecutor executor() {
      ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
      executor.setCorePoolSize(1);
      executor.setMaxPoolSize(1);
      executor.setQueueCapacity(Benchmarks.CAPACITY);
      return executor;
    }

    @Override
    public void end() {
      super.end();
      application.close();
    }
  }
}
