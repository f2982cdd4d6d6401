package dev.offstage.agent;

import dev.offstage.agent.exchange.Message;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Says how far a command is, to whoever waits for it: without progress it gives up waiting. */
final class Progress {
  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

  private final @Nullable String property;
  private final long interval;
  private long told = System.nanoTime();

  /**
   * @param property the system property that the command looks at; null if nobody waits
   */
  Progress(@Nullable String property) {
    this(property, INTERVAL);
  }

  Progress(@Nullable String property, long intervalNanos) {
    this.property = property;
    this.interval = intervalNanos;
  }

  void say(String what) {
    if (property != null) {
      System.setProperty(property, Message.working(what).toText());
    }
  }

  /** Called for each class; says so no more often than somebody can read. */
  void lookedAt(int classes, int all, int jars) {
    long now = System.nanoTime();
    if (now - told >= interval) {
      told = now;
      say(
          "has looked at "
              + classes
              + " of "
              + Count.of(all, "loaded class")
              + ", in "
              + Count.of(jars, "jar"));
    }
  }
}
