package dev.offstage.demo;

import org.jspecify.annotations.Nullable;

/** The port to listen on, from the environment variable {@code PORT}. */
final class Port {
  private static final int DEFAULT = 8080;
  private static final int HIGHEST = 65_535;

  private Port() {}

  /**
   * @throws IllegalArgumentException if the value is not a port; the message is meant for the user
   */
  static int parse(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return DEFAULT;
    }
    String text = value.strip();
    if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= HIGHEST) {
      return Integer.parseInt(text);
    }
    throw new IllegalArgumentException(
        "PORT is \"%s\"; allowed: 0 (any free port) to %d, default %d"
            .formatted(text, HIGHEST, DEFAULT));
  }
}
