package dev.offstage.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The directory for durable tasks, from the environment variable {@code STORE}. */
final class StoreFolder {
  private StoreFolder() {}

  /**
   * Creates the directory if it is missing.
   *
   * @return null if the variable is not set: then the demo has no durable tasks
   * @throws IllegalArgumentException if there can be no such directory; the message is meant for
   *     the user
   */
  static @Nullable Path parse(@Nullable String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return Files.createDirectories(Path.of(value.strip()).toAbsolutePath().normalize());
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "STORE is \"%s\"; allowed: a directory that can be created or written to (%s)"
              .formatted(value, e),
          e);
    }
  }
}
