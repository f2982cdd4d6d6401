package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What makes a request conditional (RFC 9110, section 13), as far as a kept response knows it. */
public final class Conditions {
  private final HttpServletRequest request;
  private final String tag;
  private final long modified;

  /**
   * Those of this request.
   *
   * @param tag the entity tag, with its quotes
   * @param modified when it was last modified, in milliseconds; -1 if that is not known
   */
  public Conditions(HttpServletRequest request, String tag, long modified) {
    this.request = request;
    this.tag = tag;
    this.modified = modified;
  }

  /** The status to answer with: 200, 304 or 412, in the order of section 13.2.2. */
  public int status() {
    String match = request.getHeader("If-Match");
    if (match != null ? !isIn(match, true) : isAfter("If-Unmodified-Since")) {
      return 412;
    }
    String noneMatch = request.getHeader("If-None-Match");
    boolean known =
        noneMatch != null
            ? isIn(noneMatch, false)
            : modified >= 0 && date("If-Modified-Since") >= 0 && !isAfter("If-Modified-Since");
    return known ? 304 : 200;
  }

  /** The range that is asked for, if it is of what is here: section 13.1.5. */
  public @Nullable ByteRange range(long size) {
    String only = request.getHeader("If-Range");
    boolean same =
        only == null
            || (only.indexOf('"') >= 0
                ? isStrong(tag) && tag.equals(only.trim())
                : modified >= 0 && date("If-Range") == seconds(modified));
    return same ? ByteRange.of(request.getHeader("Range"), size) : null;
  }

  private static boolean isStrong(String tag) {
    return !tag.startsWith("W/");
  }

  private boolean isIn(String header, boolean strongly) {
    for (String each : HeaderElements.of(header, ',')) {
      boolean equal =
          strongly ? isStrong(tag) && each.equals(tag) : opaque(each).equals(opaque(tag));
      if (each.equals("*") || equal) {
        return true;
      }
    }
    return false;
  }

  private static String opaque(String tag) {
    return tag.startsWith("W/") ? tag.substring(2) : tag;
  }

  private boolean isAfter(String header) {
    long than = date(header);
    return than >= 0 && modified >= 0 && seconds(modified) > than;
  }

  /** HTTP dates have no smaller part. */
  private static long seconds(long millis) {
    return millis / 1_000 * 1_000;
  }

  private long date(String header) {
    // What is not a date is ignored: sections 13.1.3 and 13.1.4.
    return HttpDate.millis(request.getHeader(header));
  }
}
