package dev.offstage.containers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a slow partner of an application lets it wait: for a second, or until the test says go. */
final class Hold {
  private static final Duration USUAL = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(40);

  private final AtomicInteger waiting = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(1);
  private volatile Duration patience = USUAL;

  /** Called by the partner. */
  void pass() throws InterruptedException {
    waiting.incrementAndGet();
    try {
      boolean opened = gate.await(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (!opened && patience == LONGEST) {
        throw new IllegalStateException("held for " + LONGEST + " and not released");
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  void close() {
    patience = LONGEST;
  }

  void open() {
    gate.countDown();
  }

  boolean isHolding() {
    return patience == LONGEST && waiting.get() > 0;
  }
}
