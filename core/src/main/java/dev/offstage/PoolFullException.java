package dev.offstage;

import java.util.concurrent.RejectedExecutionException;

/**
 * A pool's threads are all busy, its queue (or the client's share of it) is full, and its policy is
 * to reject: the work did not start.
 */
public final class PoolFullException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  private final String pool;

  /**
   * @param pool the pool's name
   * @param message what was refused and which setting decides it
   */
  public PoolFullException(String pool, String message) {
    super(message);
    this.pool = pool;
  }

  /** The name of the pool that is full. */
  public String pool() {
    return pool;
  }
}
