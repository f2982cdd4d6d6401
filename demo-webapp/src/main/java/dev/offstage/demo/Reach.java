package dev.offstage.demo;

import java.net.InetSocketAddress;
import okhttp3.Dns;

/**
 * What an HTTP client may connect to. It asks for the addresses of names, and before it connects.
 */
interface Reach extends Dns {
  /**
   * Called when a socket is about to connect.
   *
   * @throws PhotoException if the client must not connect to the address
   */
  void check(InetSocketAddress target) throws PhotoException;
}
