package dev.offstage.servlet.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a response for one client is kept by caches (RFC 9111, section 5.2). */
public final class CacheControl {
  private CacheControl() {}

  /**
   * What the application says of it, for a private cache: none that is shared may have it.
   *
   * @param values what the application says; nothing means that nobody is to keep it
   */
  public static String privately(List<String> values) {
    List<String> kept = new ArrayList<>();
    kept.add("private");
    for (String value : values) {
      for (String directive : HeaderElements.of(value, ',')) {
        String name = HeaderElements.before(directive, '=').toLowerCase(Locale.ROOT);
        if (!name.equals("public")
            && !name.equals("private")
            && !name.equals("s-maxage")
            && !name.equals("proxy-revalidate")) {
          kept.add(directive);
        }
      }
    }
    if (values.isEmpty()) {
      kept.add("no-store");
    }
    return String.join(", ", kept);
  }
}
