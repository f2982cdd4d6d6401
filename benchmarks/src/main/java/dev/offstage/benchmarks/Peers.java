package dev.offstage.benchmarks;

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
    final ThreadPoolExecutor executor;
    final Photo photo = new Photo();

    Peer(ThreadPoolExecutor executor) {
      Offstages.checkSetUp();
      this.executor = executor;
      if (executor.getMaximumPoolSize() != 1
          || executor.getQueue().remainingCapacity() != Benchmarks.CAPACITY) {
        throw new IllegalStateException("not of the same size: " + executor);
      }
    }

    static ThreadPoolExecutor raw(BlockingQueue<Runnable> queue) {
      return new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, queue);
    }

    /** Keeps the one worker busy for good: it will take nothing from the queue. */
    final void block() {
      CountDownLatch busy = new CountDownLatch(1);
      executor.execute(
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

    /** Takes out what a blocked worker did not; without running it, which would allocate, too. */
    final void empty(int expected) {
      if (executor.getQueue().size() != expected) {
        throw new IllegalStateException("not handed over: " + executor);
      }
      executor.getQueue().clear();
    }

    /** Ends the worker. */
    @TearDown(Level.Trial)
    public void end() {
      executor.shutdownNow();
    }
  }

  /** The executor that everything is compared with. */
  @State(Scope.Benchmark)
  public static class Linked extends Peer {
    final PhotoShop shop = new PhotoShop();

    /** Made by JMH. */
    public Linked() {
      super(raw(new LinkedBlockingQueue<>(Benchmarks.CAPACITY)));
    }
  }

  /** The same with the kind of queue that Offstage has. */
  @State(Scope.Benchmark)
  public static class Array extends Peer {
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
      super(Offstages.executorOfDefaultPool());
    }
  }

  /** A Spring application with Spring's own executor. */
  @State(Scope.Benchmark)
  public static class Spring extends Peer {
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
