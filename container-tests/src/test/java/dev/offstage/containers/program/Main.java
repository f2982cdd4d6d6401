package dev.offstage.containers.program;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls the methods of {@link Shop} and prints what its callers get and what has run. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    callAndPrint();
  }

  /** Called by programs whose class loaders are not the system's. */
  public static void callAndPrint() throws Exception {
    List<String> answers = Shop.callEach("tea");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (Shop.runs().size() < 3 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    answers.forEach(System.out::println);
    Shop.runs().stream().sorted().forEach(run -> System.out.println("run: " + run));
    System.out.println("the program has ended");
  }
}
