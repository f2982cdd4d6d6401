package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.StandardConstants;

/**
 * Tells the server which host is wanted, as browsers do. The JDK keeps quiet about names that it
 * does not think much of, {@code my_images.example.org} for one.
 */
final class BrowserTls extends SSLSocketFactory {
  private final SSLSocketFactory tls;

  BrowserTls(SSLSocketFactory tls) {
    this.tls = tls;
  }

  @Override
  public Socket createSocket(Socket connected, String host, int port, boolean close)
      throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(connected, host, port, close);
    String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (!HostNumber.isAddress(name)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setServerNames(List.of(new Name(name)));
      socket.setSSLParameters(parameters);
    }
    return socket;
  }

  /** {@link javax.net.ssl.SNIHostName} without its opinion on underscores. */
  private static final class Name extends SNIServerName {
    Name(String host) {
      super(StandardConstants.SNI_HOST_NAME, host.getBytes(US_ASCII));
    }
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  /* The client connects first, and then speaks TLS over that socket. */

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
}
