package dev.offstage.servlet.respond;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The request on its second arrival, with the addresses of its first. */
final class ReturnedRequest extends HttpServletRequestWrapper {
  private final RecordedRequest original;

  ReturnedRequest(HttpServletRequest request, RecordedRequest original) {
    super(request);
    this.original = original;
  }

  private static boolean isOurs(String header) {
    return header.equalsIgnoreCase(Passage.HEADER);
  }

  @Override
  public @Nullable String getHeader(String name) {
    return isOurs(name) ? null : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return isOurs(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(ReturnedRequest::isOurs);
    return Collections.enumeration(names);
  }

  @Override
  public StringBuffer getRequestURL() {
    // During a forward the path is a different one; the server is not.
    String now = super.getRequestURI();
    return now.equals(original.uri)
        ? new StringBuffer(original.url)
        : new StringBuffer(original.url.substring(0, original.url.length() - original.uri.length()))
            .append(now);
  }

  @Override
  public String getScheme() {
    return original.scheme;
  }

  @Override
  public boolean isSecure() {
    return original.secure;
  }

  @Override
  public String getServerName() {
    return original.serverName;
  }

  @Override
  public int getServerPort() {
    return original.serverPort;
  }

  @Override
  public String getRemoteAddr() {
    return original.remoteAddress;
  }

  /** The address: the name would need a DNS look-up. */
  @Override
  public String getRemoteHost() {
    return original.remoteAddress;
  }

  @Override
  public int getRemotePort() {
    return original.remotePort;
  }

  @Override
  public @Nullable String getLocalAddr() {
    return original.localAddress;
  }

  @Override
  public int getLocalPort() {
    return original.localPort;
  }
}
