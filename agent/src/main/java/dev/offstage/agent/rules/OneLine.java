package dev.offstage.agent.rules;

/**
 * Puts text that others wrote on one line: rules, and names in class files, may contain line ends
 * that would begin a line of their own, and characters that a terminal obeys.
 */
public final class OneLine {
  private static final int MOST = 1000;

  private OneLine() {}

  /** The text with its harmful characters escaped; the same object if there are none. */
  public static String of(String text) {
    int at = 0;
    while (at < text.length() && isHarmless(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16).append(text, 0, at);
    for (; at < text.length(); at++) {
      append(text.charAt(at), line);
    }
    return line.toString();
  }

  /** The same, with the middle of a long text left out. */
  static String shortened(String text) {
    int end = text.length() - MOST / 2;
    return text.length() <= MOST
        ? of(text)
        : of(text.substring(0, MOST / 2)) + " ... " + of(text.substring(end));
  }

  private static void append(char c, StringBuilder line) {
    switch (c) {
      case '\n':
        line.append("\\n");
        break;
      case '\r':
        line.append("\\r");
        break;
      case '\t':
        line.append("\\t");
        break;
      default:
        line.append(isHarmless(c) ? String.valueOf(c) : String.format("\\u%04x", (int) c));
    }
  }

  private static boolean isHarmless(char c) {
    return !Character.isISOControl(c) && !endsLine(c) && !turnsDirection(c);
  }

  private static boolean endsLine(char c) {
    return c == '\u2028' || c == '\u2029';
  }

  /** Would show the rest of the line in another order. */
  private static boolean turnsDirection(char c) {
    return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
  }
}
