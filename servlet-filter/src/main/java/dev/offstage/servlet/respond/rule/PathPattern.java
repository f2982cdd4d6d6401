package dev.offstage.servlet.respond.rule;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A path in the webapp: {@code *} stands for any characters of one segment, {@code **} for any
 * number of segments, including none. Matching takes time proportional to path times pattern and
 * creates no objects: it happens for every request. Immutable.
 */
public final class PathPattern {
  private static final String ANY = "**";

  private final String text;
  private final String[] segments;

  private PathPattern(String text, String[] segments) {
    this.text = text;
    this.segments = segments;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it can match nothing
   */
  static PathPattern parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path begins with '/'");
    }
    if (text.indexOf('?') >= 0 || text.indexOf(';') >= 0) {
      throw new IllegalArgumentException("a path is compared without its query and parameters");
    }
    String[] segments = text.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].contains(ANY) && !segments[i].equals(ANY)) {
        throw new IllegalArgumentException("'**' stands for whole segments, alone between slashes");
      }
      if (segments[i].equals(".") || segments[i].equals("..")) {
        throw new IllegalArgumentException("the server resolves '.' and '..' before this");
      }
      if (segments[i].isEmpty() && i < segments.length - 1) {
        throw new IllegalArgumentException("there is an empty segment in it");
      }
    }
    return new PathPattern(text, segments);
  }

  /** Whether a path matches, in the two parts that a request has of it. */
  boolean matches(String servletPath, @Nullable String pathInfo) {
    String rest = pathInfo == null ? "" : pathInfo;
    int length = servletPath.length() + rest.length();
    int segment = 0;
    int position = 1;
    int afterAny = -1;
    int takenByAny = -1;
    while (position <= Math.max(length, 1)) {
      int end = endOfSegment(servletPath, rest, position);
      if (segment < segments.length && segments[segment].equals(ANY)) {
        afterAny = ++segment;
        takenByAny = position;
      } else if (segment < segments.length
          && matches(segments[segment], servletPath, rest, position, end)) {
        segment++;
        position = end + 1;
      } else if (afterAny >= 0) {
        segment = afterAny;
        takenByAny = endOfSegment(servletPath, rest, takenByAny) + 1;
        position = takenByAny;
      } else {
        return false;
      }
    }
    while (segment < segments.length && segments[segment].equals(ANY)) {
      segment++;
    }
    return segment == segments.length;
  }

  private static char at(String first, String rest, int index) {
    return index < first.length() ? first.charAt(index) : rest.charAt(index - first.length());
  }

  private static int endOfSegment(String first, String rest, int from) {
    int length = first.length() + rest.length();
    int end = from;
    while (end < length && at(first, rest, end) != '/') {
      end++;
    }
    return end;
  }

  /** One segment, with {@code *} in it. */
  private static boolean matches(String pattern, String first, String rest, int from, int end) {
    int p = 0;
    int position = from;
    int afterStar = -1;
    int takenByStar = -1;
    while (position < end) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        afterStar = ++p;
        takenByStar = position;
      } else if (p < pattern.length() && pattern.charAt(p) == at(first, rest, position)) {
        p++;
        position++;
      } else if (afterStar >= 0) {
        p = afterStar;
        position = ++takenByStar;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PathPattern && Arrays.equals(segments, ((PathPattern) other).segments);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(segments);
  }

  @Override
  public String toString() {
    return text;
  }
}
