package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The page of this server on which a browser was when it sent a request. */
public final class Referrer {
  private static final int MOST_CHARACTERS = 2000;

  /**
   * As browsers write it. Without backslashes, which they take for slashes, and without tabs, which
   * they leave out: either could turn a path into the name of a host.
   */
  private static final Pattern URL =
      Pattern.compile("(?i)(https?)://([^/?#\\\\@]+)((?:[/?][\\x21-\\x7e&&[^\\\\#]]*)?)");

  private Referrer() {}

  /**
   * The path and query of that page, from the root of this server; never a URL of another host.
   * Null if the browser does not say, or was elsewhere.
   */
  public static @Nullable String of(HttpServletRequest request) {
    String value = request.getHeader("Referer");
    if (value == null || value.length() > MOST_CHARACTERS) {
      return null;
    }
    Matcher url = URL.matcher(value);
    if (!url.matches() || !isOwn(request, url.group(1), url.group(2))) {
      return null;
    }
    String path = url.group(3);
    return path.startsWith("/") ? UrlPath.notAnotherHost(path) : "/" + path;
  }

  /**
   * Whether this is the host that the browser has asked. Browsers say whether a page of the same
   * origin has sent the request; others name the host twice.
   */
  private static boolean isOwn(HttpServletRequest request, String scheme, String host) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String asked = request.getHeader("Host");
    return asked != null && withoutPort(scheme, asked).equals(withoutPort(scheme, host));
  }

  /** A proxy may end TLS, so only the browser knows the scheme, and the port that goes with it. */
  private static String withoutPort(String scheme, String host) {
    String usual = scheme.equalsIgnoreCase("https") ? ":443" : ":80";
    String name = host.toLowerCase(Locale.ROOT);
    return name.endsWith(usual) ? name.substring(0, name.length() - usual.length()) : name;
  }
}
