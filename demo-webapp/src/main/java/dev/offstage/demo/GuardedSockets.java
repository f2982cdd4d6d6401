package dev.offstage.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import javax.net.SocketFactory;

/**
 * Sockets that look at the very address they are about to connect to. The client asks {@link
 * okhttp3.Dns} for names alone: without this, a URL with an address in it would go unseen.
 */
final class GuardedSockets extends SocketFactory {
  private final Reach reach;

  GuardedSockets(Reach reach) {
    this.reach = reach;
  }

  @Override
  public Socket createSocket() {
    return new Guarded(reach);
  }

  /* The client makes a socket first, and then connects it. */

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
    throw new UnsupportedOperationException();
  }

  private static final class Guarded extends Socket {
    private final Reach reach;

    Guarded(Reach reach) {
      this.reach = reach;
    }

    @Override
    public void connect(SocketAddress target, int timeout) throws IOException {
      if (!(target instanceof InetSocketAddress address) || address.isUnresolved()) {
        throw new UnknownHostException(target.toString());
      }
      reach.check(address);
      super.connect(target, timeout);
    }

    @Override
    public void connect(SocketAddress target) throws IOException {
      connect(target, 0);
    }
  }
}
