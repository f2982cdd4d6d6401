package dev.offstage.agent.app;

import dev.offstage.Background;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts the calls of its methods and those that have run; each call has a token of its own. What a
 * test needs of it are types of the JDK: it may be in a loader of its own.
 */
public class Ledger implements Callable<String>, Supplier<Future<String>>, LongSupplier {
  private final AtomicLong called = new AtomicLong();
  private final AtomicLong run = new AtomicLong();
  private final AtomicLong runTwice = new AtomicLong();

  /** Calls each method once; returns when the last of them has run. */
  @Override
  public String call() throws Exception {
    called.addAndGet(3);
    send(new AtomicInteger(), 1L, "");
    record(this, new AtomicInteger());
    return render(new AtomicInteger()).get();
  }

  @Background
  void send(AtomicInteger token, long some, String more) {
    ran(token);
  }

  @Background
  private static void record(Ledger ledger, AtomicInteger token) {
    ledger.ran(token);
  }

  @Background
  public Future<String> render(AtomicInteger token) {
    ran(token);
    return CompletableFuture.completedFuture("rendered");
  }

  private void ran(AtomicInteger token) {
    if (token.incrementAndGet() > 1) {
      runTwice.incrementAndGet();
    }
    run.incrementAndGet();
  }

  /** The thread that runs this; it has a pool of its own, which is never full. */
  @Override
  @Background(pool = "probe")
  public Future<String> get() {
    return CompletableFuture.completedFuture(Thread.currentThread().getName());
  }

  /** How many calls have not run yet. */
  @Override
  public long getAsLong() {
    return called.get() - run.get();
  }

  @Override
  public String toString() {
    return "run twice: " + runTwice;
  }
}
