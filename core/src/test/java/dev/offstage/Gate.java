package dev.offstage;

import static dev.offstage.Soon.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Keeps the tasks that come to it until it opens. */
final class Gate {
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger arrived = new AtomicInteger();

  /** Work that waits here. */
  void pass() throws InterruptedException {
    arrived.incrementAndGet();
    if (!open.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody opened the gate");
    }
  }

  /** Work that waits here whatever interrupts it. */
  void passIgnoringInterrupts() {
    arrived.incrementAndGet();
    while (open.getCount() > 0) {
      try {
        open.await(20, TimeUnit.SECONDS);
        return;
      } catch (InterruptedException e) {
        // That is what such work does.
      }
    }
  }

  void open() {
    open.countDown();
  }

  /** Tells that work has come without waiting here. */
  void arrive() {
    arrived.incrementAndGet();
  }

  boolean isClosed() {
    return open.getCount() > 0;
  }

  int arrived() {
    return arrived.get();
  }

  void awaitArrived(int count) {
    await().until(() -> arrived.get() >= count);
  }

  /** Keeps all threads of a pool here and fills its queue. */
  void fill(Pool pool) {
    occupy(pool);
    for (int i = 0; i < pool.queueCapacity(); i++) {
      pool.run(() -> {});
    }
  }

  /** Keeps all threads of a pool here. */
  void occupy(Pool pool) {
    int before = arrived();
    for (int i = 0; i < pool.size(); i++) {
      pool.run(this::pass);
    }
    awaitArrived(before + pool.size());
  }
}
