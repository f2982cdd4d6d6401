package dev.offstage.servlet.respond.returning;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request means the same when it is sent again as text (RFC 9112). HTTP/2 and AJP bring
 * lengths with them, and some servers hand on what would end a line of text, and begin another.
 */
public final class Sendable {
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  /** A host of RFC 3986, section 3.2.2: anything else could be taken for a path. */
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9._~!$&'()*+,;=%-]*|\\[?[0-9A-Fa-f:.]+(%[\\w.-]+)?]?");

  private static final char DELETE = 0x7f;

  private Sendable() {}

  /** What of it cannot be sent, for a message without anything of the client; null for nothing. */
  public static @Nullable String objection(HttpServletRequest request) {
    if (!TOKEN.matcher(request.getMethod()).matches()) {
      return "a method that is no token";
    }
    if (hasBlanks(request.getRequestURI()) || hasBlanks(request.getQueryString())) {
      return "a URL with blanks or control characters in it";
    }
    if (!HOST.matcher(request.getServerName()).matches()) {
      return "a server name that is no host";
    }
    Enumeration<String> names = request.getHeaderNames();
    if (names == null) {
      return null;
    }
    for (String name : Collections.list(names)) {
      // Some servers give the pseudo-headers of HTTP/2; they are not sent.
      if (!name.startsWith(":") && !TOKEN.matcher(name).matches()) {
        return "a header whose name is no token";
      }
      for (String value : Collections.list(request.getHeaders(name))) {
        if (hasControls(value)) {
          return "control characters in a header";
        }
      }
    }
    return null;
  }

  private static boolean hasBlanks(@Nullable String url) {
    return url != null && url.chars().anyMatch(c -> c <= ' ' || c == DELETE);
  }

  private static boolean hasControls(String value) {
    return value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == DELETE);
  }
}
