package dev.offstage.containers.webapp;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether what a task reads is of the user it was handed over for. A task of the probe reads only
 * when later requests have come, so that it would find their data in what the container has used
 * again.
 */
final class Probe {
  private static final int LATER_REQUESTS = 2;
  private static final int CONTROL_READS = 20;
  private static final int MOST_EXAMPLES = 5;

  private static final AtomicLong TASKS = new AtomicLong();
  private static final AtomicLong FOREIGN = new AtomicLong();
  private static final AtomicLong FAILED = new AtomicLong();
  private static final AtomicLong REFUSED = new AtomicLong();
  private static final AtomicLong NOT_REFUSED = new AtomicLong();
  private static final AtomicLong PARTS_REFUSED = new AtomicLong();
  private static final AtomicLong CONTROLS = new AtomicLong();
  private static final AtomicLong CONTROLS_FOREIGN = new AtomicLong();
  private static final Queue<String> EXAMPLES = new ConcurrentLinkedQueue<>();
  private static final Object LOCK = new Object();
  private static long requests;

  private Probe() {}

  /** A request has come; the number of it. */
  static long requestCame() {
    synchronized (LOCK) {
      requests++;
      LOCK.notifyAll();
      return requests;
    }
  }

  private static void awaitLaterRequests(long own) throws InterruptedException {
    if (!Thread.currentThread().getName().startsWith("offstage-")) {
      // Inline: the next request waits for this one.
      return;
    }
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    synchronized (LOCK) {
      while (requests < own + LATER_REQUESTS) {
        LOCK.wait(1000);
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("no later request has come");
        }
      }
    }
  }

  /** A task, when later requests have come: reads everything. */
  static void readLater(HttpServletRequest request, String tag, long own) {
    TASKS.incrementAndGet();
    try {
      awaitLaterRequests(own);
      compare(request, tag);
    } catch (Exception e) {
      failed(e);
    }
  }

  /** A task that the response waits for. */
  static void readNow(HttpServletRequest request, String tag) {
    TASKS.incrementAndGet();
    try {
      compare(request, tag);
    } catch (Exception e) {
      failed(e);
    }
  }

  /** A task that has something else than the request itself. */
  static void readLater(ThrowingSupplier<String> value, String tag, long own) {
    TASKS.incrementAndGet();
    try {
      awaitLaterRequests(own);
      compare("value", value.get(), tag);
    } catch (Exception e) {
      failed(e);
    }
  }

  /** What a task finds in the container's own object, while one request after the other comes. */
  static void readControl(HttpServletRequest request, String tag, long own) {
    try {
      for (int later = 0; later < CONTROL_READS; later++) {
        awaitLaterRequests(own + later);
        String header = request.getHeader("X-User");
        if (header != null && !header.equals(tag)) {
          CONTROLS_FOREIGN.incrementAndGet();
          return;
        }
      }
    } catch (InterruptedException | RuntimeException e) {
      // What a container does that does not give its objects to others, or is about to.
    } finally {
      CONTROLS.incrementAndGet();
    }
  }

  private static void compare(HttpServletRequest request, String tag) throws IOException {
    compare("header", request.getHeader("X-User"), tag);
    compare("query", request.getQueryString(), "user=" + tag);
    compare("parameter", request.getParameter("user"), tag);
    compare("body", request.getReader().readLine(), "body of " + tag);
    compare("session", (String) request.getSession(false).getAttribute("user"), userOf(tag));
    String cookie = "none";
    for (Cookie each : request.getCookies()) {
      cookie = each.getName().equals("user") ? each.getValue() : cookie;
    }
    compare("cookie", cookie, tag);
  }

  /** Whose body it is. */
  static String userIn(BufferedReader body) throws IOException {
    return String.valueOf(body.readLine()).replace("body of ", "");
  }

  static String userOf(String tag) {
    return tag.substring(0, tag.indexOf('-'));
  }

  private static void compare(String what, String found, String expected) {
    if (!expected.equals(found)) {
      FOREIGN.incrementAndGet();
      example(what + " of " + expected + " is " + found);
    }
  }

  private static void failed(Exception e) {
    FAILED.incrementAndGet();
    example(e.toString());
  }

  private static void example(String text) {
    if (EXAMPLES.size() < MOST_EXAMPLES) {
      EXAMPLES.add(text);
    }
  }

  /** Tries a hand-over that has to be refused. */
  static void tryNaive(ThrowingRunnable handOver) throws Exception {
    try {
      handOver.run();
      NOT_REFUSED.incrementAndGet();
    } catch (IllegalArgumentException e) {
      REFUSED.incrementAndGet();
    }
  }

  /** Something that a task need not have is not taken: as good as a task that reads right. */
  static void hasBeenRefused() {
    TASKS.incrementAndGet();
    PARTS_REFUSED.incrementAndGet();
  }

  static String report() {
    return "tasks="
        + TASKS
        + "\nforeign="
        + FOREIGN
        + "\nfailed="
        + FAILED
        + "\nrefused="
        + REFUSED
        + "\nnotRefused="
        + NOT_REFUSED
        + "\npartsRefused="
        + PARTS_REFUSED
        + "\ncontrols="
        + CONTROLS
        + "\ncontrolsForeign="
        + CONTROLS_FOREIGN
        + "\nexamples="
        + EXAMPLES;
  }

  /** A value that is read in a task. */
  @FunctionalInterface
  interface ThrowingSupplier<T> {
    T get() throws Exception;
  }

  /** A hand-over. */
  @FunctionalInterface
  interface ThrowingRunnable {
    void run() throws Exception;
  }
}
