package dev.offstage.agent.app;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Nothing in it that a compiler for Java 1.1 could not have written, and no mark. */
public class Ancient implements Callable<String> {
  private String ranOn = "";

  public static boolean tell(FutureTask<String> ended, Ancient teller, long a, double b) {
    teller.ranOn = teller.ranOn.concat(" ").concat(Thread.currentThread().getName());
    ended.run();
    return false;
  }

  protected void work(FutureTask<String> ended, int[][] numbers) {
    try {
      ranOn = Thread.currentThread().getName();
    } finally {
      ended.run();
    }
  }

  @Override
  public String call() throws Exception {
    FutureTask<String> first = new FutureTask<String>(new Nothing(), "");
    work(first, null);
    first.get();
    FutureTask<String> second = new FutureTask<String>(new Nothing(), "");
    boolean told = tell(second, this, 1L, 2.0);
    second.get();
    return ranOn.concat(" ").concat(String.valueOf(told));
  }

  private static final class Nothing implements Runnable {
    @Override
    public void run() {}
  }
}
