package dev.offstage.servlet.respond.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** Socket addresses of what requests tell, without a look-up of names. */
public final class Addresses {
  private Addresses() {}

  /** With exactly that text: what a proxy tells may be anything, and an address in any form. */
  public static InetSocketAddress of(String text, int port) {
    String bare = text.replaceAll("^\\[|]$", "");
    int valid = port >= 0 && port <= 65535 ? port : 0;
    if (bare.matches("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+(%[\\w.-]+)?")) {
      try {
        InetAddress parsed = InetAddress.getByName(bare);
        if (parsed.getHostAddress().equals(bare)) {
          return new InetSocketAddress(parsed, valid);
        }
      } catch (UnknownHostException e) {
        // Then not.
      }
    }
    return InetSocketAddress.createUnresolved(text, valid);
  }
}
