package dev.offstage.containers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** For servers that cannot say which port they have found themselves. */
final class FreePort {
  private FreePort() {}

  static int find() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
