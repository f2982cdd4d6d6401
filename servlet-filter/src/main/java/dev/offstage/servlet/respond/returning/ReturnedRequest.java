package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.HttpDate;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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
    if (isOurs(name)) {
      return null;
    }
    String withheld = original.withheld.first(name);
    return withheld == null ? super.getHeader(name) : withheld;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (isOurs(name)) {
      return Collections.emptyEnumeration();
    }
    List<String> withheld = original.withheld.all(name);
    return withheld.isEmpty() ? super.getHeaders(name) : Collections.enumeration(withheld);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(Collections.list(super.getHeaderNames()));
    names.removeIf(ReturnedRequest::isOurs);
    original.withheld.fields().forEach(field -> names.add(field.name()));
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    String withheld = original.withheld.first(name);
    return withheld == null ? super.getIntHeader(name) : Integer.parseInt(withheld);
  }

  @Override
  public long getDateHeader(String name) {
    String withheld = original.withheld.first(name);
    return withheld == null ? super.getDateHeader(name) : date(withheld);
  }

  private static long date(String value) {
    long millis = HttpDate.millis(value);
    if (millis == -1) {
      throw new IllegalArgumentException("not a date: " + value);
    }
    return millis;
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    Object own = super.getAttribute(name);
    return own == null ? original.attributes.get(name) : own;
  }

  @Override
  public Map<String, String> getTrailerFields() {
    return original.trailers;
  }

  @Override
  public boolean isTrailerFieldsReady() {
    return true;
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
    return original.origin.scheme;
  }

  @Override
  public boolean isSecure() {
    return original.origin.secure;
  }

  @Override
  public String getServerName() {
    return original.origin.serverName;
  }

  @Override
  public int getServerPort() {
    return original.origin.serverPort;
  }

  @Override
  public String getRemoteAddr() {
    return original.origin.remoteAddress;
  }

  /** The address: the name would need a DNS look-up. */
  @Override
  public String getRemoteHost() {
    return original.origin.remoteAddress;
  }

  @Override
  public int getRemotePort() {
    return original.origin.remotePort;
  }

  @Override
  public @Nullable String getLocalAddr() {
    return original.origin.localAddress;
  }

  @Override
  public int getLocalPort() {
    return original.origin.localPort;
  }
}
