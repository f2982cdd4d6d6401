package dev.offstage.agent.app;

import dev.offstage.Background;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** Nothing in it that a compiler for Java 5 could not have written. */
public class Plain implements Callable<String> {
  private String ranOn = "";

  @Background
  public synchronized void refused() {
    throw new IllegalStateException("runs inline and throws at its caller");
  }

  @Background
  private void work(FutureTask<String> ended, int number, double rate) {
    ranOn = Thread.currentThread().getName();
    ended.run();
  }

  @Background
  static Future<String> where(long a, String b) {
    return CompletableFuture.completedFuture(Thread.currentThread().getName());
  }

  @Override
  public String call() throws Exception {
    FutureTask<String> ended = new FutureTask<String>(new Nothing(), "");
    work(ended, 1, 2.0);
    ended.get();
    Future<String> where = where(1L, "");
    return ranOn.concat(" ").concat(where.get());
  }

  private static final class Nothing implements Runnable {
    @Override
    public void run() {}
  }
}
