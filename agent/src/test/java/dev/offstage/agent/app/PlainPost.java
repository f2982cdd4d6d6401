package dev.offstage.agent.app;

import dev.offstage.Background;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** As {@link Plain}, nothing in it that a compiler for Java 5 could not have written. */
public class PlainPost {
  @Background
  public void store(String letter, int number, double rate) {
    Calls.add("plain store " + letter + " " + number + " " + rate);
  }

  @Background
  public static Future<String> load(long number, String name) {
    Calls.add("plain load " + number);
    return CompletableFuture.completedFuture(name);
  }

  @Background
  public void failing() throws IOException {
    Calls.add("plain failing");
    throw new IOException("no stamps");
  }

  @Background
  public synchronized void refused() {
    Calls.add("plain refused");
    throw new IllegalStateException("thrown inline");
  }

  /** For a rule. */
  public boolean tell(String who) {
    Calls.add("plain tell " + who);
    return false;
  }
}
