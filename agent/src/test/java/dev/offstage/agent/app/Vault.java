package dev.offstage.agent.app;

import dev.offstage.Background;
import java.util.concurrent.CompletableFuture;

/** Work that says, when it may go on, whether it was interrupted meanwhile. */
public class Vault {
  private static volatile boolean open;

  public CompletableFuture<String> keep() {
    return work();
  }

  @Background(interrupt = false)
  public CompletableFuture<String> guard() {
    return work();
  }

  private static CompletableFuture<String> work() {
    Calls.add("begun");
    while (!open) {
      Thread.yield();
    }
    Calls.add(Thread.currentThread().isInterrupted() ? "interrupted" : "left alone");
    return CompletableFuture.completedFuture("");
  }

  public static void open() {
    open = true;
  }
}
