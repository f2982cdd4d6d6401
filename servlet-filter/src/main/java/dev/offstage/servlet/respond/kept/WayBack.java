package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.Referrer;
import dev.offstage.servlet.http.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the browser that has sent a request can go from its waiting page. Immutable. */
public final class WayBack {
  /** Of what no browser has sent. */
  public static final WayBack NONE = new WayBack(null, null, false);

  private final @Nullable String from;
  private final @Nullable String again;
  private final boolean byForm;

  private WayBack(@Nullable String from, @Nullable String again, boolean byForm) {
    this.from = from;
    this.again = again;
    this.byForm = byForm;
  }

  public static WayBack of(HttpServletRequest request) {
    boolean safe = "GET".equals(request.getMethod());
    String query = ResultUrl.without(request.getQueryString());
    String own = UrlPath.of(request) + (query == null ? "" : "?" + query);
    return new WayBack(Referrer.of(request), safe ? own : null, !safe);
  }

  /** For a request that asks only how another one is doing: to send it again helps nobody. */
  public static WayBack fromStatus(HttpServletRequest request) {
    return new WayBack(Referrer.of(request), null, false);
  }

  void write(Map<String, String> to) {
    if (from != null) {
      to.put("from", from);
    }
    if (again != null) {
      to.put("again", again);
    }
    if (byForm) {
      to.put("form", "true");
    }
  }

  static WayBack read(Map<String, String> from) {
    return new WayBack(from.get("from"), from.get("again"), from.containsKey("form"));
  }

  /** The page on this server where the user was; null if that is not known. */
  public @Nullable String from() {
    return from;
  }

  /** The URL that does the same again; null if a link must not do that, since it is no GET. */
  public @Nullable String again() {
    return again;
  }

  /** Whether the user has to submit a form to have it done again. */
  public boolean byForm() {
    return byForm;
  }
}
