package dev.offstage.containers;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Users that hand work over in all ways, again and again, whatever becomes of the webapp. */
final class Visitors implements AutoCloseable {
  private static final List<String> PATHS =
      List.of(
          "tasks?pool=default&count=3",
          "reply/first",
          "reply/later",
          "after/page",
          "after/throw",
          "download/now",
          "audit/record",
          "visit?user=ann",
          "visit?leave=true");

  private final AtomicLong answers = new AtomicLong();
  private final Thread thread;
  private volatile boolean open = true;

  Visitors(Server server, String webapp) {
    thread = new Thread(() -> visit(new Client(server, webapp)), "visitors");
    thread.start();
  }

  private void visit(Client client) {
    while (open) {
      for (String path : PATHS) {
        try {
          if (client.get(path).statusCode() == 200) {
            answers.incrementAndGet();
          }
        } catch (Exception e) {
          // The webapp is on its way out or in.
        }
      }
    }
  }

  /** How many requests have been answered as if nothing was going on. */
  long answers() {
    return answers.get();
  }

  @Override
  public void close() throws InterruptedException {
    open = false;
    thread.join();
  }
}
