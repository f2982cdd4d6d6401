package dev.offstage.internal.codec;

/** Data that does not fit the signature. The message says where and why, on one line. */
public final class UndecodableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UndecodableException(String message) {
    super(message);
  }

  public UndecodableException(String message, Throwable cause) {
    super(message, cause);
  }
}
