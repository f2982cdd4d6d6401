package dev.offstage.internal.pool;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lanes of one batch. Thread-safe. */
final class Lanes<R extends @Nullable Object> {
  private final List<Lane<R>> all = new ArrayList<>();

  synchronized Lane<R> add(Lane<R> lane) {
    all.add(lane);
    return lane;
  }

  /** Those that still wait have nothing to do any more. */
  synchronized void leaveQueue() {
    all.forEach(Lane::leaveQueue);
  }
}
