package dev.offstage.containers.webapp;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where work waits until the test lets it go on, and what has happened. Both belong to the JVM, not
 * to one webapp: another one can open a gate while this one is undeployed.
 */
final class Gates {
  private static final String PREFIX = "webapp-under-test.";

  private Gates() {}

  /** Work that waits at a gate; no gate: does not wait. */
  static void pass(String gate) throws InterruptedException {
    if (gate == null) {
      return;
    }
    happened("begun " + gate);
    if (!gate(gate).await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nobody opened the gate " + gate);
    }
    happened("done " + gate);
  }

  static void open(String gate) {
    gate(gate).countDown();
  }

  /** Notes what happened, and on which thread; the server's log has it, too. */
  static void happened(String what) {
    String event = what + " on " + Thread.currentThread().getName();
    events().add(event);
    System.out.println("event: " + event);
  }

  private static CountDownLatch gate(String name) {
    return (CountDownLatch)
        System.getProperties()
            .computeIfAbsent(PREFIX + "gate." + name, key -> new CountDownLatch(1));
  }

  @SuppressWarnings("unchecked") // only this class puts it there
  static List<String> events() {
    return (List<String>)
        System.getProperties()
            .computeIfAbsent(PREFIX + "events", key -> new CopyOnWriteArrayList<String>());
  }
}
