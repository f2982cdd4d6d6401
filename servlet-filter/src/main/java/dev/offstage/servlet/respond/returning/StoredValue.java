package dev.offstage.servlet.respond.returning;

import org.jspecify.annotations.Nullable;

/** Values of session attributes as text, of types that mean the same on another server. */
final class StoredValue {
  private StoredValue() {}

  /** Null if it is of another type. */
  static @Nullable String text(Object value) {
    return value instanceof String
        ? "s" + value
        : value instanceof Integer
            ? "i" + value
            : value instanceof Long ? "l" + value : value instanceof Boolean ? "b" + value : null;
  }

  /** The value of a text; what no version has written equals nothing. */
  static Object of(String text) {
    String value = text.isEmpty() ? "" : text.substring(1);
    try {
      switch (text.isEmpty() ? ' ' : text.charAt(0)) {
        case 's':
          return value;
        case 'i':
          return Integer.valueOf(value);
        case 'l':
          return Long.valueOf(value);
        case 'b':
          return Boolean.valueOf(value);
        default:
          return new Object();
      }
    } catch (NumberFormatException e) {
      return new Object();
    }
  }
}
