package dev.offstage.servlet;

import org.jspecify.annotations.Nullable;

/** A request cannot be copied, and is as it was: nothing of its body has been read. */
final class NotCopiedException extends Exception {
  private static final long serialVersionUID = 1L;

  NotCopiedException(String message) {
    this(message, null);
  }

  NotCopiedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
