package dev.offstage.servlet.respond.returning;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which headers a second request has. Names are given in lower case. */
final class SentHeaders {
  /** Of one connection (RFC 9110, section 7.6.1), or set anew, or unwanted in what is kept. */
  private static final Set<String> LEFT_OUT =
      set(
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "expect",
          "prefer",
          "host",
          "content-length",
          // The response is kept for whoever asks next, and compressed for them then.
          "accept-encoding",
          Passage.HEADER.toLowerCase(Locale.ROOT));

  /** What is answered on the kept response; of a change, they are for the application. */
  private static final Set<String> LEFT_OUT_OF_READS =
      set(
          "if-match",
          "if-none-match",
          "if-modified-since",
          "if-unmodified-since",
          "if-range",
          "range");

  /**
   * By which proxies say who the client is. What the server believed of them the first time it has
   * told already; what it did not believe must not be offered to it again by somebody else.
   */
  private static final Set<String> OF_PROXIES =
      set(
          "forwarded",
          "x-real-ip",
          "true-client-ip",
          "cf-connecting-ip",
          "client-ip",
          "front-end-https");

  /** What a server itself needs of a stranger; any other name may be that of a trusted proxy. */
  private static final Set<String> OF_STRANGERS =
      set(
          "host",
          "prefer",
          "cookie",
          "authorization",
          "user-agent",
          "referer",
          "origin",
          "date",
          "cache-control",
          "pragma");

  private SentHeaders() {}

  private static Set<String> set(String... names) {
    return new HashSet<>(Arrays.asList(names));
  }

  /** Whether the second request is without it. */
  static boolean isLeftOut(String name, boolean read) {
    return name.startsWith(":")
        || LEFT_OUT.contains(name)
        || (read && LEFT_OUT_OF_READS.contains(name));
  }

  /** Whether only the webapp sees it the second time, and nothing in front of it. */
  static boolean isWithheld(String name, boolean byStranger) {
    if (OF_PROXIES.contains(name) || name.startsWith("x-forwarded-")) {
      return true;
    }
    return byStranger
        && !OF_STRANGERS.contains(name)
        && !name.startsWith("content-")
        && !name.startsWith("accept")
        && !name.startsWith("if-");
  }
}
