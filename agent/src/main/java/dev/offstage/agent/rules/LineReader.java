package dev.offstage.agent.rules;

/**
 * Goes through one line from left to right. Each mistake is reported with its column, counted from
 * 1.
 */
final class LineReader {
  private final String source;
  private final int lineNumber;
  private final String line;
  private int at;

  LineReader(String line, String source, int lineNumber) {
    this.line = withoutComment(line);
    this.source = source;
    this.lineNumber = lineNumber;
  }

  private static String withoutComment(String line) {
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == '#' && !quoted && (i == 0 || isBlank(line.charAt(i - 1)))) {
        return line.substring(0, i);
      }
    }
    return line;
  }

  String source() {
    return source;
  }

  int lineNumber() {
    return lineNumber;
  }

  int at() {
    return at;
  }

  void moveTo(int index) {
    at = index;
  }

  boolean atEnd() {
    return at >= line.length();
  }

  /** The current character; there must be one. */
  char current() {
    return line.charAt(at);
  }

  /** The current character, and moves on. */
  char next() {
    return line.charAt(at++);
  }

  boolean peek(char c) {
    return !atEnd() && line.charAt(at) == c;
  }

  boolean atBlank() {
    return !atEnd() && isBlank(line.charAt(at));
  }

  void skipBlanks() {
    while (atBlank()) {
      at++;
    }
  }

  /** What comes before the next blank. */
  String word() {
    int start = at;
    while (!atEnd() && !atBlank()) {
      at++;
    }
    return from(start);
  }

  /** What has been read since that index. */
  String from(int start) {
    return line.substring(start, at);
  }

  /** Whether what follows looks like a class and its method. */
  boolean hasRuleFrom(int start) {
    return line.substring(start).matches("(!?[a-z]+\\s+)*!?[\\w$.*]+\\+?#.*");
  }

  /** A text in quotes; the current character is the first of them. */
  String quoted() throws RuleException {
    int open = at++;
    StringBuilder text = new StringBuilder();
    while (!atEnd() && current() != '"') {
      char c = next();
      if (c == '\\') {
        if (!peek('"') && !peek('\\')) {
          throw mistake(at - 1, "'\\' in a text; allowed: \\\" and \\\\");
        }
        c = next();
      }
      text.append(c);
    }
    if (atEnd()) {
      throw mistake(open, "the quote is never closed");
    }
    at++;
    if (!atEnd() && !atBlank()) {
      throw mistake(at, "expected a blank or the end of the line after the quote");
    }
    return text.toString();
  }

  RuleException mistake(int index, String text) {
    return new RuleException(source, lineNumber, index + 1, text);
  }

  static boolean isBlank(char c) {
    return Character.isWhitespace(c) || c == '\u00a0' || c == '\ufeff';
  }
}
