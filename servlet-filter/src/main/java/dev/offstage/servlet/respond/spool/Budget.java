package dev.offstage.servlet.respond.spool;

import java.util.HashMap;
import java.util.Map;

/** Bytes that clients take and give back: so many for all together, and for each. Thread-safe. */
final class Budget {
  private final long most;
  private final long mostOfClient;
  private long taken;
  // Of those who have something.
  private final Map<String, Long> ofClients = new HashMap<>();

  Budget(long most, long mostOfClient) {
    this.most = most;
    this.mostOfClient = mostOfClient;
  }

  /** False, and nothing is taken, if there is not as much, or not for this client. */
  synchronized boolean take(String client, long bytes) {
    if (taken + bytes > most || isPastShare(client, bytes)) {
      return false;
    }
    taken += bytes;
    ofClients.merge(client, bytes, Long::sum);
    return true;
  }

  /** Whether so much more would be more than this client may have; false if there are no shares. */
  synchronized boolean isPastShare(String client, long bytes) {
    return mostOfClient < most && taken(client) + bytes > mostOfClient;
  }

  synchronized void giveBack(String client, long bytes) {
    taken -= bytes;
    ofClients.computeIfPresent(client, (known, its) -> its <= bytes ? null : its - bytes);
  }

  synchronized long taken() {
    return taken;
  }

  synchronized long taken(String client) {
    return ofClients.getOrDefault(client, 0L);
  }
}
