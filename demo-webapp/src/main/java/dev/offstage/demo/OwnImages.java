package dev.offstage.demo;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * The demo's own slow image server: the one place on this machine that it fetches from.
 *
 * <p>The path is compared in full and may contain no escape, so that nothing else in the demo can
 * be reached as {@code /slow/../...}.
 */
record OwnImages(int port) {
  private static final Pattern PATH = Pattern.compile("/slow/[A-Za-z0-9_-]{1,64}\\.png");

  boolean contains(URI url) {
    return "http".equalsIgnoreCase(url.getScheme())
        && ("127.0.0.1".equals(url.getHost()) || "localhost".equalsIgnoreCase(url.getHost()))
        && url.getPort() == port
        && url.getRawPath() != null
        && PATH.matcher(url.getRawPath()).matches();
  }
}
