package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.respond.kept.PublishedTask;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;

/** What the answers about a task have in common. */
public final class StatusHeaders {
  private static final int RETRY_AFTER_SECONDS = 2;

  private StatusHeaders() {}

  public static void notDone(HttpServletResponse response) {
    response.setStatus(202);
    retryAfter(response);
  }

  static void retryAfter(HttpServletResponse response) {
    response.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
  }

  public static void seeOther(HttpServletResponse response, String location) {
    response.setStatus(303);
    response.setHeader("Location", location);
  }

  /** When the task will be forgotten, if it has ended. */
  static void expires(HttpServletResponse response, PublishedTask published) {
    Instant expires = published.expires();
    if (expires != null) {
      response.setDateHeader("Expires", expires.toEpochMilli());
    }
  }

  static void varies(HttpServletResponse response) {
    response.addHeader("Vary", "Accept, Prefer");
  }

  /** For scripts of other origins, if something in front lets them in. */
  public static void exposeToScripts(HttpServletResponse response, Style style) {
    if (response.containsHeader("Access-Control-Allow-Origin")) {
      String own = style.headers().isEmpty() ? "" : ", " + style.headers();
      response.addHeader(
          "Access-Control-Expose-Headers", "Location, Retry-After, Preference-Applied" + own);
    }
  }
}
