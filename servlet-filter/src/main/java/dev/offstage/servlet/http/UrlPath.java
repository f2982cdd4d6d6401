package dev.offstage.servlet.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Paths and URLs that are given to clients. Paths are made of what the server has understood, and
 * never of the URL as it was sent: {@code //evil.example/..;/shop} is the path of a webapp to some
 * servers, and another host to every browser.
 */
public final class UrlPath {
  /** What a path may contain as it is (RFC 3986, section 3.3), but for what begins a parameter. */
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,=:@/";

  private UrlPath() {}

  /** The path of the webapp; empty for the root. */
  public static String ofWebapp(HttpServletRequest request) {
    String path = request.getServletContext().getContextPath();
    // Some servers have it encoded, some do not.
    return path.indexOf('%') < 0 ? encoded(path) : path;
  }

  /** The path of the request, with that of the webapp. */
  public static String of(HttpServletRequest request) {
    String rest = request.getPathInfo();
    String path =
        ofWebapp(request) + encoded(request.getServletPath() + (rest == null ? "" : rest));
    return notAnotherHost(path.isEmpty() ? "/" : path);
  }

  /**
   * The whole URL of a path on this server, with the scheme, host and port that the request came to
   * as far as the server knows them: behind a proxy it has to be told.
   */
  public static String absolute(HttpServletRequest request, String path) {
    String scheme = request.getScheme();
    int port = request.getServerPort();
    boolean usual = port <= 0 || port == ("https".equals(scheme) ? 443 : 80);
    String host = host(request.getServerName());
    return scheme + "://" + host + (usual ? "" : ":" + port) + path;
  }

  /** The name or address of a server as it is in a URL: not every server puts IPv6 in brackets. */
  public static String host(String serverName) {
    boolean bare = serverName.indexOf(':') >= 0 && !serverName.startsWith("[");
    return bare ? "[" + serverName + "]" : serverName;
  }

  private static String encoded(String path) {
    StringBuilder encoded = new StringBuilder(path.length() + 16);
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && PLAIN.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append(String.format("%%%02X", b & 0xff));
      }
    }
    return encoded.toString();
  }

  /**
   * Resolves a reference that a response has, against the URL of its request (RFC 3986, section
   * 5.2). What names a scheme or a host stays as it is.
   *
   * @param path of the request
   * @param query of the request; null if it has none
   */
  public static String resolve(String path, @Nullable String query, String reference) {
    if (reference.startsWith("//") || reference.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return reference;
    }
    int hash = reference.indexOf('#');
    String fragment = hash < 0 ? "" : reference.substring(hash);
    String rest = hash < 0 ? reference : reference.substring(0, hash);
    int mark = rest.indexOf('?');
    String ownQuery = mark < 0 ? "" : rest.substring(mark);
    String own = mark < 0 ? rest : rest.substring(0, mark);
    if (own.isEmpty()) {
      String base = query == null || mark >= 0 ? "" : "?" + query;
      return path + base + ownQuery + fragment;
    }
    String merged = own.startsWith("/") ? own : path.substring(0, path.lastIndexOf('/') + 1) + own;
    return notAnotherHost(withoutDots(merged)) + ownQuery + fragment;
  }

  /** Section 5.2.4. */
  private static String withoutDots(String path) {
    StringBuilder out = new StringBuilder();
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      if (segments[i].equals("..")) {
        out.setLength(Math.max(0, out.lastIndexOf("/")));
      } else if (!segments[i].equals(".")) {
        out.append('/').append(segments[i]);
        continue;
      }
      if (last) {
        out.append('/');
      }
    }
    return out.toString();
  }

  /** A path that begins with two slashes would be the name of a host. */
  static String notAnotherHost(String path) {
    return path.startsWith("//") ? "/." + path : path;
  }
}
