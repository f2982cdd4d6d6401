package dev.offstage.servlet.respond;

import dev.offstage.servlet.http.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The styles that there are. */
final class Styles {
  /** That of tasks whose rule names none, and of the waiting page. */
  static final Style OWN = new OwnStyle();

  private static final Map<String, Style> NAMED = new LinkedHashMap<>();

  static {
    for (Style style : Arrays.asList(new ODataStyle(), new FhirStyle(), new AzureStyle())) {
      NAMED.put(style.name(), style);
    }
  }

  private Styles() {}

  /** What a rule may name. */
  static Set<String> names() {
    return NAMED.keySet();
  }

  static @Nullable Style named(String name) {
    return NAMED.get(name);
  }

  /**
   * The one by which a status is asked for; null if it is something else that is asked for.
   *
   * @param part of the URL, behind the id of the task
   */
  static @Nullable Style at(String part) {
    if (part.isEmpty()) {
      return OWN;
    }
    return part.startsWith("/") ? NAMED.get(part.substring(1)) : null;
  }

  /** The whole URL of a task's status in a style: its clients take no other. */
  static String monitor(Style style, String url, HttpServletRequest request) {
    return UrlPath.absolute(request, url + "/" + style.name());
  }
}
