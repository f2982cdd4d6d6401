package dev.offstage.agent.app;

import dev.offstage.Background;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/** One marked method of each kind: fewer than {@link Album} has, for tests that load it often. */
public class Stall {
  @Background
  public void open(String name, int tables, long area, double rent) {
    Calls.add("open " + name + " " + tables + " " + area + " " + rent);
  }

  @Background(pool = "mail")
  public static void advertise(String where) {
    Calls.add("advertise " + where);
    new Stall().sweep();
  }

  public void close() {
    sweep();
  }

  @Background
  private void sweep() {
    Calls.add("sweep");
  }

  @Background
  public void failing() throws IOException {
    Calls.add("failing");
    throw new IOException("rain");
  }

  @Background
  public CompletionStage<String> order(CompletableFuture<String> delivered) {
    Calls.add("order");
    return delivered;
  }

  @Background
  public Future<String> weigh(String what) {
    Calls.add("weigh " + what);
    if (what == null) {
      throw new IllegalArgumentException("nothing to weigh");
    }
    return CompletableFuture.completedFuture("1 kg of " + what);
  }

  @Background(key = "{0}:{1}", orderBy = "{1}", timeout = "1h", grace = "1h")
  public void label(String what, int number) {
    Calls.add("label " + what + " " + number);
  }

  @Background(key = "{0}", retryOn = IllegalArgumentException.class)
  public CompletableFuture<String> sell(String what) {
    Calls.add("sell " + what);
    return CompletableFuture.completedFuture("sold " + what);
  }

  /** Overrides a marked method and calls it. */
  public static class Large extends Stall {
    @Override
    @Background
    public void open(String name, int tables, long area, double rent) {
      Calls.add("open large");
      super.open(name, tables, area, rent);
    }
  }
}
