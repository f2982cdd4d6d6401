package dev.offstage.demo;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The demo's own slow image server: the one place on this machine that it fetches from.
 *
 * <p>The path is compared in full and may contain no escape, so that nothing else in the demo can
 * be reached as {@code /slow/../...}.
 */
record OwnImages(int port) implements Reach {
  private static final Pattern PATH = Pattern.compile("/slow/[A-Za-z0-9_-]{1,64}\\.png");

  boolean contains(HttpUrl url) {
    return url.scheme().equals("http")
        && (url.host().equals("127.0.0.1") || url.host().equals("localhost"))
        && url.port() == port
        && PATH.matcher(url.encodedPath()).matches();
  }

  @Override
  public List<InetAddress> lookup(String host) {
    return List.of(InetAddress.getLoopbackAddress());
  }

  @Override
  public void check(InetSocketAddress target) throws PhotoException {
    if (!target.getAddress().isLoopbackAddress() || target.getPort() != port) {
      throw new PhotoException(target + " is not the demo's own.");
    }
  }
}
