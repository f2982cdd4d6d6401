package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client says in {@code Accept-Language} (RFC 9110, section 12.5.4). */
public final class AcceptLanguage {
  /** Browsers send fewer; a client that sends more asks for work. */
  private static final int MOST = 20;

  private AcceptLanguage() {}

  /**
   * The languages that the client understands, the best one first; of equally good ones the one
   * that it names first. In lower case, like {@code pt-br}. Without {@code *}, which any language
   * would do for.
   */
  public static List<String> of(HttpServletRequest request) {
    List<Range> ranges = new ArrayList<>();
    Enumeration<String> values = request.getHeaders("Accept-Language");
    while (values != null && values.hasMoreElements()) {
      for (String element : HeaderElements.of(values.nextElement(), ',')) {
        Range range = Range.of(element);
        if (range != null && ranges.size() < MOST) {
          ranges.add(range);
        }
      }
    }
    // A stable sort.
    ranges.sort(Comparator.comparingDouble((Range range) -> range.quality).reversed());
    List<String> tags = new ArrayList<>();
    for (Range range : ranges) {
      tags.add(range.tag);
    }
    return Collections.unmodifiableList(tags);
  }

  private static final class Range {
    final String tag;
    final double quality;

    private Range(String tag, double quality) {
      this.tag = tag;
      this.quality = quality;
    }

    /** Null for what names no language, and for one that the client does not want. */
    static @Nullable Range of(String element) {
      List<String> parts = HeaderElements.of(element, ';');
      String tag = parts.isEmpty() ? "" : parts.get(0).toLowerCase(Locale.ROOT);
      double quality = Accept.quality(parts);
      boolean named = tag.matches("[a-z]{1,8}(-[a-z0-9]{1,8}){0,7}");
      return named && quality > 0 ? new Range(tag, quality) : null;
    }
  }
}
