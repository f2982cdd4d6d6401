package dev.offstage.internal.codec;

import dev.offstage.internal.text.OneLine;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way through a value or its data: where it is, for messages, and how much it has seen. Values
 * that share parts are small in memory and endless as data, so that must be bounded, too.
 */
final class Walk {
  private final String root;
  // By level: '.' and a field, '{' and a key, '[' and an index, or 0.
  private final char[] kinds = new char[Shape.DEEPEST];
  private final @Nullable String[] names = new String[Shape.DEEPEST];
  private final int[] indices = new int[Shape.DEEPEST];
  private int depth;
  private int values;
  private long characters;

  Walk(String root) {
    this.root = root;
  }

  /** Into a list, map, array, bean or record of a value. */
  void downValue() {
    if (depth == Shape.DEEPEST) {
      throw notStorable(
          "is more than " + Shape.DEEPEST + " levels deep, or contains itself" + bound());
    }
    kinds[depth++] = 0;
  }

  /** Into the same of data. */
  void downData() {
    if (depth == Shape.DEEPEST) {
      throw undecodable("is more than " + Shape.DEEPEST + " levels deep" + bound());
    }
    kinds[depth++] = 0;
  }

  void up() {
    depth--;
  }

  void atField(String name) {
    kinds[depth - 1] = '.';
    names[depth - 1] = name;
  }

  void atKey(String key) {
    kinds[depth - 1] = '{';
    names[depth - 1] = key;
  }

  void atIndex(int index) {
    kinds[depth - 1] = '[';
    indices[depth - 1] = index;
  }

  void count() {
    if (++values > Shape.MOST_VALUES) {
      throw notStorable("consists of too many values; allowed: " + Shape.MOST_VALUES);
    }
  }

  void countCharacters(String text) {
    characters += text.length();
    if (characters > Shape.MOST_CHARACTERS) {
      throw notStorable("is too long; allowed: " + Shape.MOST_CHARACTERS + " characters in all");
    }
  }

  NotStorableException notStorable(String reason) {
    return new NotStorableException(path() + ": " + reason);
  }

  NotStorableException notStorable(String reason, Throwable cause) {
    return new NotStorableException(path() + ": " + reason, cause);
  }

  UndecodableException undecodable(String reason) {
    return new UndecodableException(path() + ": " + reason);
  }

  UndecodableException undecodable(String reason, Throwable cause) {
    return new UndecodableException(path() + ": " + reason, cause);
  }

  /** What data is, for messages: its text is a user's, and perhaps long. */
  static String kind(Object data) {
    if (data instanceof String) {
      return "the text '" + OneLine.shortened((String) data) + "'";
    }
    if (data instanceof List || data instanceof Map) {
      return data instanceof List ? "a list" : "an object";
    }
    return data instanceof Number || data instanceof Boolean
        ? data.toString()
        : "a " + data.getClass().getName();
  }

  private static String bound() {
    return "; allowed: " + Shape.DEEPEST;
  }

  private String path() {
    StringBuilder path = new StringBuilder(root);
    for (int i = 0; i < depth; i++) {
      switch (kinds[i]) {
        case '.':
          path.append('.').append(names[i]);
          break;
        case '{':
          path.append('{').append(OneLine.shortened(String.valueOf(names[i]))).append('}');
          break;
        case '[':
          path.append('[').append(indices[i]).append(']');
          break;
        default: // Has not come to any.
      }
    }
    return path.toString();
  }
}
