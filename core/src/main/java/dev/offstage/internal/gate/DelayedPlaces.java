package dev.offstage.internal.gate;

import dev.offstage.internal.task.Place;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The places of the tasks of one application that wait for their time, in all of its pools.
 * Thread-safe.
 */
public final class DelayedPlaces {
  private final int most;
  private final AtomicInteger taken = new AtomicInteger();

  public DelayedPlaces(int most) {
    this.most = most;
  }

  /** Takes one; null if there is none left. */
  @Nullable Place take() {
    if (taken.getAndUpdate(count -> count < most ? count + 1 : count) >= most) {
      return null;
    }
    AtomicBoolean left = new AtomicBoolean();
    return () -> {
      if (left.compareAndSet(false, true)) {
        taken.decrementAndGet();
      }
    };
  }

  /** How many are taken now. */
  public int taken() {
    return taken.get();
  }

  /** How many there are. */
  public int most() {
    return most;
  }
}
