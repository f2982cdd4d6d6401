package dev.offstage.durable.json;

import dev.offstage.internal.codec.UndecodableException;

/** Looks at the brackets of JSON before it is parsed, which nests calls as deep as they are. */
final class Brackets {
  private Brackets() {}

  /** Refuses a text with too many inside of each other, or one that closes what it has not. */
  static void check(String json) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '[' || c == '{') {
        if (++depth > Json.DEEPEST) {
          throw new UndecodableException(
              "the data is more than " + Json.DEEPEST + " levels deep; allowed: " + Json.DEEPEST);
        }
      } else if ((c == ']' || c == '}') && --depth < 0) {
        throw new UndecodableException("the data is not JSON: it closes more than it has opened");
      }
    }
    if (depth > 0 || inString) {
      throw new UndecodableException("the data is not JSON: it ends too early");
    }
  }
}
