package dev.offstage;

import java.util.concurrent.RejectedExecutionException;

/**
 * A pool was closed, or its webapp is stopping, so it takes no more tasks; or it takes durable ones
 * only, which other nodes run ({@code offstage.pool.serve}). The work did not start.
 */
public final class PoolClosedException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which pool refused what
   */
  public PoolClosedException(String message) {
    super(message);
  }
}
