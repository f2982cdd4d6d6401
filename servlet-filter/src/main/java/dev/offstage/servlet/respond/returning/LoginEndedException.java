package dev.offstage.servlet.respond.returning;

import java.io.IOException;

/** The request was not done, since it would not have been done as whoever has sent it. */
public final class LoginEndedException extends IOException {
  private static final long serialVersionUID = 1L;

  public LoginEndedException(String message) {
    super(message);
  }
}
