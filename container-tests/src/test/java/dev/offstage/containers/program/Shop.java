package dev.offstage.containers.program;

import dev.offstage.Background;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Slow work of a legacy class: two marked methods, and one for a rule. */
public class Shop {
  private static final List<String> RUNS = new CopyOnWriteArrayList<>();

  @Background
  public void order(String what) {
    ran("order " + what);
  }

  @Background
  static CompletableFuture<String> price(String what) {
    ran("price " + what);
    return CompletableFuture.completedFuture(what + " costs 7");
  }

  public String stamp(String letter) {
    ran("stamp " + letter);
    return "late";
  }

  private static void ran(String what) {
    RUNS.add(what + " on " + Thread.currentThread().getName().replaceAll("\\d+$", "N"));
  }

  /** Calls each method once and tells what its caller got. */
  static List<String> callEach(String what) throws Exception {
    Shop shop = new Shop();
    shop.order(what);
    String price = price(what).get();
    return List.of("answer: " + price, "answer: stamped " + shop.stamp(what));
  }

  static List<String> runs() {
    return RUNS;
  }
}
