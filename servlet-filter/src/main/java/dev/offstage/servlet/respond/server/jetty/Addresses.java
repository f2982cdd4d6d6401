package dev.offstage.servlet.respond.server.jetty;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Socket addresses of what requests tell, without a look-up of names. */
final class Addresses {
  private Addresses() {}

  /** Unresolved if it is none of IPv4 or IPv6: what a proxy tells may be anything. */
  static InetSocketAddress of(String text, int port) {
    String bare = text.replaceAll("^\\[|]$", "");
    int valid = port >= 0 && port <= 65535 ? port : 0;
    if (bare.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+(%[\\w.-]+)?")) {
      try {
        // With its text as the name: asked for that, it would look it up.
        byte[] bytes = InetAddress.getByName(bare).getAddress();
        return new InetSocketAddress(InetAddress.getByAddress(bare, bytes), valid);
      } catch (UnknownHostException e) {
        // Then not.
      }
    }
    return InetSocketAddress.createUnresolved(bare, valid);
  }
}
