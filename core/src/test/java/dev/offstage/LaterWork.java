package dev.offstage;

import java.time.Duration;

/** What a webapp may leave behind in a timer; loaded by a loader that is to be forgotten. */
public final class LaterWork {
  private LaterWork() {}

  /** Hands over what has not come when the webapp stops. */
  public static void start() throws Exception {
    Duration day = Duration.ofDays(1);
    Offstage.every(day, () -> {});
    Offstage.cron("@yearly", () -> {});
    Offstage.every(Duration.ofMillis(1), () -> {});
    Offstage.task(() -> {}).delay(Duration.ofMillis(1)).start().join();
    Offstage.task(() -> {}).delay(day).start();
  }
}
