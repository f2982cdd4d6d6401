package dev.offstage.servlet.respond.page;

import dev.offstage.servlet.respond.kept.WayBack;
import org.jspecify.annotations.Nullable;

/** The links at the foot of the page. */
final class WaysOn {
  private final Wording wording;
  private final WayBack wayBack;

  WaysOn(Wording wording, WayBack wayBack) {
    this.wording = wording;
    this.wayBack = wayBack;
  }

  /**
   * Adds them.
   *
   * @param inVain whether the user got nothing, and may want to try again
   */
  void addTo(PageTemplate page, boolean inVain) {
    String again = inVain ? link("again", wayBack.again(), "link.again") : "";
    page.html("links", again + link("back", wayBack.from(), "link.back"));
    if (inVain && wayBack.byForm()) {
      page.text("resubmit", wording.text("resubmit"));
    }
  }

  private String link(String id, @Nullable String url, String key) {
    return url == null
        ? ""
        : String.format(
            "<a id=\"%s\" href=\"%s\">%s</a>",
            id, PageTemplate.escape(url), PageTemplate.escape(wording.text(key)));
  }
}
