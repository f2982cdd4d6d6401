package dev.offstage.servlet.respond.returning;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When a way that has failed is worth another try: the server may just have been starting, or be
 * under load. A second later, then after twice as long each time, up to a minute. Immutable.
 */
public final class BackOff {
  private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final long since = System.nanoTime();
  private final long nanos;
  private final String failure;

  private BackOff(long nanos, String failure) {
    this.nanos = nanos;
    this.failure = failure;
  }

  /**
   * After a failure.
   *
   * @param before the one of the failure before; null if this is the first
   */
  public static BackOff after(String failure, @Nullable BackOff before) {
    return new BackOff(
        before == null ? FIRST_NANOS : Math.min(2 * before.nanos, LAST_NANOS), failure);
  }

  public boolean isOver() {
    return System.nanoTime() - since >= nanos;
  }

  /** Whether the failure before was another one, so that this one is news. */
  public boolean isNewAfter(@Nullable BackOff before) {
    return before == null || !before.failure.equals(failure);
  }
}
