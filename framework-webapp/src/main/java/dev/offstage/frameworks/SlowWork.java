package dev.offstage.frameworks;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Work that waits at a gate of the JVM, which the webapp beside this one opens. */
final class SlowWork {
  private static final String PREFIX = "webapp-under-test.";

  private SlowWork() {}

  /** Waits, if there is a gate. */
  static void at(@Nullable String gate) throws InterruptedException {
    if (gate == null || gate.isEmpty()) {
      return;
    }
    events().add("begun " + gate);
    Object latch =
        System.getProperties()
            .computeIfAbsent(PREFIX + "gate." + gate, key -> new CountDownLatch(1));
    if (!((CountDownLatch) latch).await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody opened the gate " + gate);
    }
  }

  @SuppressWarnings("unchecked") // Only the webapps of these tests put it there.
  private static List<String> events() {
    return (List<String>)
        System.getProperties()
            .computeIfAbsent(PREFIX + "events", key -> new CopyOnWriteArrayList<String>());
  }
}
