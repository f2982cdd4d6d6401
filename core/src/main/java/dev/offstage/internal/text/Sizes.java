package dev.offstage.internal.text;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes in bytes as settings write them: {@code 0}, {@code 512}, {@code 64k}, {@code 10m}. */
public final class Sizes {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})\\s*([kmg]?)b?");

  private Sizes() {}

  /**
   * Reads a size.
   *
   * @throws IllegalArgumentException if the text has another form or is more than {@code most}
   */
  public static long parse(String text, long most) {
    Matcher matcher = FORM.matcher(text.trim().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a size (a whole number of bytes, or 64k, 10m, 1g)");
    }
    long bytes = Long.parseLong(matcher.group(1)) << shift(matcher.group(2));
    if (bytes > most) {
      throw new IllegalArgumentException("out of range");
    }
    return bytes;
  }

  private static int shift(String unit) {
    switch (unit) {
      case "k":
        return 10;
      case "m":
        return 20;
      case "g":
        return 30;
      default:
        return 0;
    }
  }
}
