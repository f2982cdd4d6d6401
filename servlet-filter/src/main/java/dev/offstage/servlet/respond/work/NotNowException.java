package dev.offstage.servlet.respond.work;

import org.jspecify.annotations.Nullable;

/** This server cannot do it now, and has done nothing: it is tried again, here or by others. */
public final class NotNowException extends Exception {
  private static final long serialVersionUID = 1L;

  public NotNowException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
