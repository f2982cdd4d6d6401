package dev.offstage.servlet.respond.kept;

import dev.offstage.servlet.http.UrlPath;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser finds the result of a request: at the request's own URL with one parameter more,
 * so that relative links in it still work. Immutable.
 */
public final class ResultUrl {
  private static final String PARAMETER = "_offstage=";

  private final String path;
  private final @Nullable String query;

  private ResultUrl(String path, @Nullable String query) {
    this.path = path;
    this.query = query;
  }

  public static ResultUrl of(HttpServletRequest request) {
    return new ResultUrl(UrlPath.of(request), without(request.getQueryString()));
  }

  void write(Map<String, String> to) {
    to.put("path", path);
    if (query != null) {
      to.put("query", query);
    }
  }

  static ResultUrl read(Map<String, String> from) {
    return new ResultUrl(from.getOrDefault("path", "/"), from.get("query"));
  }

  /** The URL, for the result of this task. The id alone opens it only if the owner is unknown. */
  String with(String id) {
    return path + "?" + (query == null ? "" : query + "&") + PARAMETER + id;
  }

  boolean hasPathOf(HttpServletRequest request) {
    return path.equals(UrlPath.of(request));
  }

  /** A reference in the response, as seen from anywhere on this server. */
  String resolve(String reference) {
    return UrlPath.resolve(path, query, reference);
  }

  /** The id in a query, wherever in it; null if there is none. */
  public static @Nullable String id(@Nullable String query) {
    if (query == null || !query.contains(PARAMETER)) {
      return null;
    }
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith(PARAMETER)) {
        return parameter.substring(PARAMETER.length());
      }
    }
    return null;
  }

  /** The query without the id: a form may be sent to the URL at which it was shown. */
  public static @Nullable String without(@Nullable String query) {
    if (id(query) == null || query == null) {
      return query;
    }
    StringBuilder rest = new StringBuilder();
    for (String parameter : query.split("&", -1)) {
      if (!parameter.startsWith(PARAMETER)) {
        rest.append(rest.length() == 0 ? "" : "&").append(parameter);
      }
    }
    return rest.length() == 0 ? null : rest.toString();
  }
}
