package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.Headers;

/** The cookie of a session, among those that a client sends. */
final class SessionCookie {
  private SessionCookie() {}

  /** Puts a cookie in the place of the one of the same name, or adds it. */
  static void replace(Headers headers, String cookie) {
    String name = cookie.substring(0, cookie.indexOf('=') + 1);
    StringBuilder all = new StringBuilder(cookie);
    for (String line : headers.all("Cookie")) {
      for (String each : line.split(";", -1)) {
        String other = each.trim();
        if (!other.isEmpty() && !other.startsWith(name)) {
          all.append("; ").append(other);
        }
      }
    }
    headers.remove("Cookie");
    headers.add("Cookie", all.toString());
  }
}
