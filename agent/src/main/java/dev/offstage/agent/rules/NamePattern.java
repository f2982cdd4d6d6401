package dev.offstage.agent.rules;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A name with wildcards: {@code *} stands for any characters but a dot, {@code ..} for any packages
 * in between. Immutable.
 */
final class NamePattern {
  private final String text;
  private final String prefix;
  private final @Nullable Pattern pattern;

  NamePattern(String text) {
    this.text = text;
    int wildcard = firstWildcard(text);
    this.prefix = wildcard < 0 ? text : text.substring(0, wildcard);
    this.pattern = wildcard < 0 ? null : Pattern.compile(regex(text));
  }

  private static int firstWildcard(String text) {
    int star = text.indexOf('*');
    int dots = text.indexOf("..");
    return star < 0 ? dots : dots < 0 ? star : Math.min(star, dots);
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '*') {
        regex.append("[^.]*");
      } else if (text.startsWith("..", i)) {
        regex.append("\\.(?:.+\\.)?");
        i++;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }

  boolean matches(String name) {
    return name.startsWith(prefix)
        && (pattern == null ? name.length() == prefix.length() : pattern.matcher(name).matches());
  }

  boolean isLiteral() {
    return pattern == null;
  }

  /** Whether every match begins with the same package. */
  boolean hasPackage() {
    return prefix.indexOf('.') >= 0
        || (!prefix.isEmpty() && text.startsWith("..", prefix.length()));
  }

  /** The longest piece that stands in every match as it is; may be empty. */
  String longestPiece() {
    String longest = "";
    for (String piece : text.split("\\*|\\.\\.", -1)) {
      if (piece.length() > longest.length()) {
        longest = piece;
      }
    }
    return longest;
  }

  @Override
  public String toString() {
    return text;
  }
}
