package dev.offstage.durable.run;

import java.time.Duration;

/**
 * When suspects are run: tasks that may have ended their process, so that each has one for itself.
 * They wait for a moment at which this process has nothing else. If it is never idle, it takes
 * nothing else for a while; so neither waits for the other without a limit. For one thread.
 */
final class Suspects {
  private static final int PATIENCE_IN_LEASES = 10;

  private final HeldTasks held;
  private final long leaseNanos;
  private final long patienceNanos;
  private boolean waiting;
  private boolean emptying;
  private long since;
  private long looked;

  Suspects(HeldTasks held, Duration lease) {
    this.held = held;
    this.leaseNanos = lease.toNanos();
    this.patienceNanos = leaseNanos * PATIENCE_IN_LEASES;
    this.looked = System.nanoTime() - leaseNanos;
  }

  /** Whether to look for them although this process is busy: once in a lease. */
  boolean isTimeToLook() {
    long now = System.nanoTime();
    if (now - looked < leaseNanos) {
      return false;
    }
    looked = now;
    return true;
  }

  /** Whether there are some, as seen just now while this process was busy. */
  void seen(boolean some) {
    long now = System.nanoTime();
    if (!some) {
      none();
    } else if (!waiting) {
      waiting = true;
      since = now;
    } else if (now - since >= patienceNanos) {
      // They have waited for long enough, or the others have.
      emptying = !emptying;
      since = now;
      held.emptying(emptying);
    }
  }

  /** One is run now, or there are none. */
  void none() {
    waiting = false;
    emptying = false;
    held.emptying(false);
  }
}
