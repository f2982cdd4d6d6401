package dev.offstage.servlet.http;

import java.util.ArrayList;
import java.util.List;

/** Takes the value of a header apart (RFC 9110, section 5.6): what is quoted stays whole. */
public final class HeaderElements {
  private HeaderElements() {}

  /**
   * The elements between these delimiters, without blanks around them and without empty ones.
   *
   * @param delimiter a comma between elements, or a semicolon between parameters
   */
  public static List<String> of(String value, char delimiter) {
    List<String> elements = new ArrayList<>();
    boolean quoted = false;
    int start = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        // The next character stands for itself.
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == delimiter && !quoted) {
        add(value.substring(start, i), elements);
        start = i + 1;
      }
    }
    add(value.substring(start), elements);
    return elements;
  }

  private static void add(String text, List<String> elements) {
    String element = text.trim();
    if (!element.isEmpty()) {
      elements.add(element);
    }
  }

  /** What is before the first of these characters outside of quotes, or all of it; trimmed. */
  public static String before(String element, char delimiter) {
    List<String> parts = of(element, delimiter);
    return parts.isEmpty() ? "" : parts.get(0);
  }

  /** The text that a token or a quoted string stands for. */
  public static String unquoted(String value) {
    if (value.length() < 2 || value.charAt(0) != '"' || !value.endsWith("\"")) {
      return value;
    }
    return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
  }
}
