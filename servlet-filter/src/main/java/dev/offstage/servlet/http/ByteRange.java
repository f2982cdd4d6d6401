package dev.offstage.servlet.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One range of bytes that a client asks for (RFC 9110, section 14). Immutable. */
public final class ByteRange {
  /** Of 18 digits at most, which a long can count. */
  private static final Pattern ONE = Pattern.compile("(\\d{0,18})\\s*-\\s*(\\d{0,18})");

  public final long first;
  public final long last;

  private ByteRange(long first, long last) {
    this.first = first;
    this.last = last;
  }

  /**
   * Reads the header {@code Range}.
   *
   * @param header null if there is none
   * @param size of the whole
   * @return null for the whole: also for what is not understood, and for several ranges, as section
   *     14.2 allows; one that {@linkplain #isOutside is outside} if there is nothing of it
   */
  public static @Nullable ByteRange of(@Nullable String header, long size) {
    String value = header == null ? "" : header.trim();
    if (!value.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
      return null;
    }
    List<String> ranges = HeaderElements.of(value.substring("bytes=".length()), ',');
    Matcher one = ONE.matcher(ranges.size() == 1 ? ranges.get(0) : "");
    if (!one.matches()) {
      return null;
    }
    String from = one.group(1);
    String to = one.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? null : new ByteRange(Math.max(0, size - number(to)), size - 1);
    }
    long first = number(from);
    long last = to.isEmpty() ? size - 1 : Math.min(number(to), size - 1);
    return !to.isEmpty() && number(to) < first ? null : new ByteRange(first, last);
  }

  private static long number(String digits) {
    return Long.parseLong(digits);
  }

  /** Whether there is nothing of it. */
  public boolean isOutside() {
    return first > last;
  }

  public long length() {
    return last - first + 1;
  }
}
