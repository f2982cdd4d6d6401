package dev.offstage.internal.codec;

/** A type, or a value, that cannot become data. The message says where it is and why. */
public final class NotStorableException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public NotStorableException(String message) {
    super(message);
  }

  public NotStorableException(String message, Throwable cause) {
    super(message, cause);
  }
}
