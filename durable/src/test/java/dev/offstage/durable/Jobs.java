package dev.offstage.durable;

import dev.offstage.Background;
import dev.offstage.Progress;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What the tests' tasks do. */
public final class Jobs {
  static final List<String> DONE = new CopyOnWriteArrayList<>();
  static final Map<String, ClassLoader> LOADERS = new ConcurrentHashMap<>();
  static final Map<String, CountDownLatch> GATES = new ConcurrentHashMap<>();

  private Jobs() {}

  @Background(durable = true)
  public static String note(String text) {
    DONE.add(text);
    return "noted " + text;
  }

  @Background(durable = true)
  public static String failAtFirst(String text, int failures) throws IOException {
    DONE.add(text);
    long tries = DONE.stream().filter(text::equals).count();
    if (tries <= failures) {
      throw new IOException("attempt " + tries);
    }
    return text + " after " + tries;
  }

  @Background(durable = true)
  public static String waitFor(String gate) throws InterruptedException {
    DONE.add("begun " + gate);
    GATES.computeIfAbsent(gate, each -> new CountDownLatch(1)).await();
    DONE.add("ended " + gate);
    return gate;
  }

  @Background(durable = true)
  public static String report(String gate) throws InterruptedException {
    Progress.report(7, 20, "page 7");
    return waitFor(gate);
  }

  @Background(durable = true)
  public static String reportAndFail(String gate) throws InterruptedException, IOException {
    throw new IOException(report(gate));
  }

  @Background(durable = true)
  public static void silent() {}

  @Background(durable = true)
  public static String repeat(String text, int times) {
    return String.join("", Collections.nCopies(times, text));
  }

  @Background(durable = true)
  public static int pause(int millis) throws InterruptedException {
    Thread.sleep(millis);
    return millis;
  }

  static void open(String gate) {
    GATES.computeIfAbsent(gate, each -> new CountDownLatch(1)).countDown();
  }

  @Background(durable = true)
  public static String loader(String id) {
    LOADERS.put(id, Thread.currentThread().getContextClassLoader());
    return id;
  }

  public static String unmarked(String text) {
    return text;
  }

  @Background(durable = true)
  public static String untidy(Object anything) {
    return String.valueOf(anything);
  }
}
