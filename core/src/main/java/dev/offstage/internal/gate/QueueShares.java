package dev.offstage.internal.gate;

import dev.offstage.PoolSettings;
import dev.offstage.internal.request.AfterResponse;
import dev.offstage.internal.text.Log;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks of each client wait in one pool, and how many may. Knows only clients whose tasks
 * wait, so it never holds more entries than the queue and the held tasks together. Thread-safe.
 */
public final class QueueShares {
  private volatile int most;
  private final ConcurrentHashMap<String, Integer> waiting = new ConcurrentHashMap<>();
  private volatile boolean saidWhyUnknown;

  /**
   * @param most how many tasks of a client may wait, at least 1
   */
  QueueShares(int most) {
    this.most = most;
  }

  /** The shares of a pool with these settings; null if every client may take the whole queue. */
  public static @Nullable QueueShares of(PoolSettings settings) {
    return settings.share() == 100 ? null : new QueueShares(settings.placesOfClient());
  }

  /** Sets how many tasks of a client may wait from now on; those already waiting stay. */
  public void most(int changed) {
    most = changed;
  }

  /**
   * A place for a new task of the current client, or null outside a request, where nothing is
   * counted.
   */
  public @Nullable QueuePlace placeForCurrentClient() {
    AfterResponse request = AfterResponse.current();
    if (request == null) {
      return null;
    }
    try {
      return new QueuePlace(this, request.client());
    } catch (RuntimeException | LinkageError e) {
      if (!saidWhyUnknown) {
        saidWhyUnknown = true;
        Log.warn("offstage: the client of a request is not known, so its tasks are not counted", e);
      }
      return null;
    }
  }

  /** Whether this client may have no more. */
  boolean isUsedUp(String client) {
    return waiting.getOrDefault(client, 0) >= most;
  }

  /**
   * Counts one more for this client and returns 0; if it may have no more, returns how many it has.
   */
  int add(String client) {
    while (true) {
      Integer count = waiting.putIfAbsent(client, 1);
      if (count == null) {
        return 0;
      }
      if (count >= most) {
        return count;
      }
      if (waiting.replace(client, count, count + 1)) {
        return 0;
      }
    }
  }

  /** Counts one more, however many there are. */
  void addPastShare(String client) {
    waiting.merge(client, 1, Integer::sum);
  }

  /** Counts one less. */
  void remove(String client) {
    waiting.computeIfPresent(client, (known, count) -> count == 1 ? null : count - 1);
  }

  /** How many clients have waiting tasks. */
  int clients() {
    return waiting.size();
  }
}
