package dev.offstage;

import java.util.concurrent.RejectedExecutionException;

/** A pool was closed, or its webapp is stopping, and takes no more tasks: nothing began. */
public final class PoolClosedException extends RejectedExecutionException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message which pool refused what
   */
  public PoolClosedException(String message) {
    super(message);
  }
}
