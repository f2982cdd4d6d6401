package dev.offstage.servlet.respond.loopback;

import dev.offstage.servlet.respond.http1.RequestHead;
import dev.offstage.servlet.respond.returning.Attempt;
import dev.offstage.servlet.respond.returning.ReceivedResponse;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * An address at which this server reaches itself, and the way back by a connection to it.
 * Immutable.
 */
public final class Connector implements Return {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int LOOK_MILLIS = 1_000;

  private final String host;
  private final int port;
  private final boolean tls;

  Connector(String host, int port, boolean tls) {
    this.host = host;
    this.port = port;
    this.tls = tls;
  }

  @Override
  public ReceivedResponse send(
      RecordedRequest request, String token, OutputStream body, Attempt attempt)
      throws IOException {
    try (Exchange over = connect(request.origin.serverName, LOOK_MILLIS, attempt::isHopeless)) {
      attempt.endedBy(over);
      ReceivedResponse response = over.send(RequestHead.of(request, token), request.body);
      over.receiveBody(body);
      return response;
    }
  }

  boolean hasTls() {
    return tls;
  }

  @Override
  public boolean isByStranger() {
    return true;
  }

  /**
   * Connects.
   *
   * @param serverName for a server that has several certificates
   * @param lookMillis how long one read waits before it asks {@code givesUp}
   * @param givesUp whether to stop waiting
   */
  Exchange connect(String serverName, int lookMillis, BooleanSupplier givesUp) throws IOException {
    Socket socket = new Socket();
    boolean connected = false;
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(CONNECT_MILLIS);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      Socket used = tls ? withTls(socket, serverName) : socket;
      used.setSoTimeout(lookMillis);
      Exchange exchange = new Exchange(socket, used, givesUp);
      connected = true;
      return exchange;
    } finally {
      if (!connected) {
        socket.close();
      }
    }
  }

  private SSLSocket withTls(Socket socket, String serverName) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new OwnServer()}, null);
      SSLSocket tlsSocket =
          (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
      SNIServerName name = indication(serverName);
      if (name != null) {
        SSLParameters parameters = tlsSocket.getSSLParameters();
        parameters.setServerNames(Collections.singletonList(name));
        tlsSocket.setSSLParameters(parameters);
      }
      tlsSocket.startHandshake();
      return tlsSocket;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(e);
    }
  }

  /**
   * The name to be indicated (RFC 6066, section 3); null for an address, and for a host that a
   * header may name and TLS may not: its clients could not indicate it either.
   */
  static @Nullable SNIServerName indication(String serverName) {
    String name =
        serverName.endsWith(".") ? serverName.substring(0, serverName.length() - 1) : serverName;
    if (!name.matches(".*[A-Za-z].*") || name.indexOf(':') >= 0) {
      return null;
    }
    try {
      return new SNIHostName(name);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * Asks for no proof: the address is one of this server's own, or the one that the deployer has
   * set, and its certificate is issued for the name that its clients use.
   */
  private static final class OwnServer implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  @Override
  public String toString() {
    return (tls ? "https://" : "http://")
        + (host.indexOf(':') < 0 ? host : "[" + host + "]")
        + ":"
        + port;
  }
}
