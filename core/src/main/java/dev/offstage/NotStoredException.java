package dev.offstage;

import org.jspecify.annotations.Nullable;

/**
 * A durable task was not accepted, since its store could not write it down: the database is not
 * there, or has refused it. Nothing of the task is left, so it may be handed over again. Inside of
 * the caller's transaction, that one has failed as well.
 */
public final class NotStoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message says what, where and why
   * @param cause what the database's driver has thrown; null if it was not that
   */
  public NotStoredException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
