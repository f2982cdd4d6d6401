package dev.offstage.demo;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why there is no photo. The message is a sentence for the page. */
class PhotoException extends IOException {
  private static final long serialVersionUID = 1L;

  PhotoException(String message) {
    super(message);
  }

  PhotoException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
