package dev.offstage.agent.advise;

import java.util.HashSet;
import java.util.Set;

/** How often and for how long a stack was seen. Not thread-safe. */
final class Seen {
  /** More requests than that make no difference to what is known. */
  static final int MOST_REQUESTS = 5;

  private int looks;
  private double millis;
  private final Set<Long> requests = new HashSet<>();

  void add(long request, double millis) {
    looks++;
    this.millis += millis;
    if (requests.size() < MOST_REQUESTS) {
      requests.add(request);
    }
  }

  void scale(double factor) {
    millis *= factor;
  }

  int looks() {
    return looks;
  }

  double millis() {
    return millis;
  }

  /** Some of the requests that it was seen in. */
  Set<Long> requests() {
    return requests;
  }
}
