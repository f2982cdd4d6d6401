package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The styles that there are. */
public final class Styles {
  /** That of tasks whose rule names none, and of the waiting page. */
  static final Style OWN = new OwnStyle();

  private static final Map<StyleName, Style> ALL = new EnumMap<>(StyleName.class);

  static {
    for (Style style : Arrays.asList(OWN, new ODataStyle(), new FhirStyle(), new AzureStyle())) {
      ALL.put(style.name(), style);
    }
  }

  private Styles() {}

  public static Style of(StyleName name) {
    return Objects.requireNonNull(ALL.get(name));
  }

  /**
   * The one by which a status is asked for; null if it is something else that is asked for.
   *
   * @param part of the URL, behind the id of the task
   */
  static @Nullable Style at(String part) {
    for (Style style : ALL.values()) {
      String text = style.name().text();
      if (part.equals(text.isEmpty() ? "" : "/" + text)) {
        return style;
      }
    }
    return null;
  }

  /** The whole URL of a task's status in a style: its clients take no other. */
  static String monitor(Style style, String url, HttpServletRequest request) {
    return UrlPath.absolute(request, url + "/" + style.name().text());
  }
}
