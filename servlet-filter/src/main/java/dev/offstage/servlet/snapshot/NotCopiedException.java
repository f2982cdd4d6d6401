package dev.offstage.servlet.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A request cannot be copied. Nothing of its body has been read, except by the container where a
 * form or its parts were asked for: it still has those.
 */
public final class NotCopiedException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotCopiedException(String message) {
    this(message, null);
  }

  NotCopiedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
