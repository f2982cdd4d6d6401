package dev.offstage.agent.advise;

/** How many requests to a URL have ended, and how long they took. Thread-safe. */
final class UrlStats {
  private int requests;
  private double millis;

  synchronized void add(double millis) {
    requests++;
    this.millis += millis;
  }

  synchronized int requests() {
    return requests;
  }

  synchronized double meanMillis() {
    return requests == 0 ? 0 : millis / requests;
  }
}
