package dev.offstage.worker;

import org.jspecify.annotations.Nullable;

/** The worker cannot start; the message says what is wrong, where, and what is allowed. */
final class WorkerException extends Exception {
  private static final long serialVersionUID = 1L;

  private final @Nullable Throwable shown;

  WorkerException(String message) {
    this(message, null);
  }

  WorkerException(String message, @Nullable Throwable cause) {
    this(message, cause, null);
  }

  private WorkerException(String message, @Nullable Throwable cause, @Nullable Throwable shown) {
    super(message, cause);
    this.shown = shown;
  }

  /** The webapp's own code has thrown something: where, only its stack trace says. */
  static WorkerException ofWebapp(String message, Throwable cause) {
    return new WorkerException(message, cause, cause);
  }

  /** What to print the stack trace of; null if the message says it all. */
  @Nullable Throwable shown() {
    return shown;
  }
}
