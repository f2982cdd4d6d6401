package dev.offstage.agent.rules;

/**
 * A name with wildcards: {@code *} stands for any characters but a dot, {@code ..} for any packages
 * in between. Immutable.
 *
 * <p>Not a regular expression: with some patterns those take forever.
 */
final class NamePattern {
  private static final char STAR = '*';

  /** For what may be between the two dots of {@code ..}: nothing, or names that end in a dot. */
  private static final char PACKAGES = '/';

  private final String text;
  private final String prefix;

  /** What comes after the prefix; empty if there is no wildcard. */
  private final String rest;

  NamePattern(String text) {
    this.text = text;
    int wildcard = firstWildcard(text);
    this.prefix = wildcard < 0 ? text : text.substring(0, wildcard);
    this.rest = wildcard < 0 ? "" : text.substring(wildcard).replace("..", "." + PACKAGES);
  }

  private static int firstWildcard(String text) {
    int star = text.indexOf('*');
    int dots = text.indexOf("..");
    return star < 0 ? dots : dots < 0 ? star : Math.min(star, dots);
  }

  boolean matches(String name) {
    return name.startsWith(prefix)
        && (isLiteral() ? name.length() == prefix.length() : matchesRest(name));
  }

  /** Goes through the name once, tracking all places in the pattern that it may have reached. */
  private boolean matchesRest(String name) {
    boolean[] places = new boolean[rest.length() + 1];
    places[0] = true;
    passEmpty(places, STAR);
    for (int i = prefix.length(); i < name.length(); i++) {
      char c = name.charAt(i);
      for (int place = rest.length(); place >= 0; place--) {
        places[place] =
            (place < rest.length() && places[place] && stays(rest.charAt(place), c))
                || (place > 0 && places[place - 1] && rest.charAt(place - 1) == c);
      }
      passEmpty(places, c);
    }
    return places[rest.length()];
  }

  private static boolean stays(char wildcard, char c) {
    return wildcard == PACKAGES || (wildcard == STAR && c != '.');
  }

  /**
   * A wildcard may stand for nothing, or for nothing more: packages only where the last one ends.
   */
  private void passEmpty(boolean[] places, char last) {
    for (int place = 0; place < rest.length(); place++) {
      char wildcard = rest.charAt(place);
      if (places[place] && (wildcard == STAR || (wildcard == PACKAGES && last == '.'))) {
        places[place + 1] = true;
      }
    }
  }

  boolean isLiteral() {
    return rest.isEmpty();
  }

  /** Whether every match begins with the same package. */
  boolean hasPackage() {
    return prefix.indexOf('.') >= 0
        || (!prefix.isEmpty() && text.startsWith("..", prefix.length()));
  }

  /** The longest piece that every match contains as it is; may be empty. */
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
