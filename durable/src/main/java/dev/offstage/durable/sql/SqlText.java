package dev.offstage.durable.sql;

import org.jspecify.annotations.Nullable;

/** Makes any text fit for a column. */
public final class SqlText {
  private static final char REPLACEMENT = '\uFFFD';

  private SqlText() {}

  /**
   * The text, cut to a length in UTF-16 units: no database counts more than these. What some of
   * them refuse, NUL and halves of surrogate pairs, becomes U+FFFD.
   */
  public static @Nullable String cut(@Nullable String text, int length) {
    if (text == null) {
      return null;
    }
    StringBuilder fit = new StringBuilder(Math.min(text.length(), length));
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      int units = Character.charCount(codePoint);
      if (fit.length() + units > length) {
        break;
      }
      boolean half = units == 1 && Character.isSurrogate((char) codePoint);
      fit.appendCodePoint(half || codePoint == 0 ? REPLACEMENT : codePoint);
      i += units;
    }
    return fit.toString();
  }
}
