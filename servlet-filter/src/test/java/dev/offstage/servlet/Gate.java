package dev.offstage.servlet;

import static org.awaitility.Awaitility.await;

import dev.offstage.Pool;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the work that comes to it until it opens. */
final class Gate implements AutoCloseable {
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger arrived = new AtomicInteger();
  private final AtomicInteger passed = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  /** Work that waits here. */
  void pass() throws InterruptedException {
    arrived.incrementAndGet();
    try {
      if (!open.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody opened the gate");
      }
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
    passed.incrementAndGet();
  }

  /** Keeps all threads of a pool here and fills its queue. */
  void fill(Pool pool) {
    int before = arrived();
    for (int i = 0; i < pool.size(); i++) {
      pool.run(this::pass);
    }
    awaitArrived(before + pool.size());
    for (int i = 0; i < pool.queueCapacity(); i++) {
      pool.run(this::pass);
    }
  }

  void open() {
    open.countDown();
  }

  int arrived() {
    return arrived.get();
  }

  int passed() {
    return passed.get();
  }

  int interrupted() {
    return interrupted.get();
  }

  void awaitArrived(int count) {
    await().until(() -> arrived.get() >= count);
  }

  void awaitPassed(int count) {
    await().until(() -> passed.get() >= count);
  }

  @Override
  public void close() {
    open();
  }
}
