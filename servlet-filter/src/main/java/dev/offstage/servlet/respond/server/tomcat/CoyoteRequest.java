package dev.offstage.servlet.respond.server.tomcat;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.returning.Origin;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.server.Members;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Fills a request of Tomcat's as its HTTP processor would have from a connection. */
final class CoyoteRequest {
  private final Members members;
  private final Object target;

  CoyoteRequest(Members members, Object target) {
    this.members = members;
    this.target = target;
  }

  void fill(RecordedRequest request, String token, Object connector) {
    if (members.has(target, "setMethod", request.method)) {
      members.call(target, "setMethod", request.method);
    } else {
      text("method", request.method);
    }
    bytes(members.result(target, "requestURI"), request.uri);
    if (request.query != null) {
      bytes(members.result(target, "queryString"), request.query);
    }
    text("protocol", "HTTP/1.1");
    fill(request.origin, connector);
    Object headers = members.result(target, "getMimeHeaders");
    for (Headers.Field header : request.headers.fields()) {
      bytes(members.result(headers, "addValue", header.name()), header.value());
    }
    bytes(members.result(headers, "addValue", Passage.HEADER), token);
    if (request.contentLength() >= 0) {
      bytes(
          members.result(headers, "addValue", "Content-Length"),
          String.valueOf(request.contentLength()));
    }
    request.attributes.forEach((name, value) -> members.call(target, "setAttribute", name, value));
    // One of the two, depending on the version.
    if (members.has(target, "setStartTimeNanos", 0L)) {
      members.call(target, "setStartTimeNanos", System.nanoTime());
    }
    if (members.has(target, "setStartTime", 0L)) {
      members.call(target, "setStartTime", System.currentTimeMillis());
    }
  }

  private void fill(Origin origin, Object connector) {
    boolean asConnector =
        origin.scheme.equals(members.call(connector, "getScheme"))
            && Boolean.valueOf(origin.secure).equals(members.call(connector, "getSecure"));
    if (!asConnector) {
      text("scheme", origin.scheme);
    }
    text("serverName", origin.serverName);
    members.call(target, "setServerPort", origin.serverPort);
    text("remoteAddr", origin.remoteAddress);
    if (members.has(target, "peerAddr")) {
      text("peerAddr", origin.remoteAddress);
    }
    // The name would need a DNS look-up.
    text("remoteHost", origin.remoteAddress);
    members.call(target, "setRemotePort", origin.remotePort);
    if (origin.localAddress != null) {
      text("localAddr", origin.localAddress);
      text("localName", origin.localAddress);
    }
    members.call(target, "setLocalPort", origin.localPort);
  }

  private void text(String field, String value) {
    members.call(members.result(target, field), "setString", value);
  }

  /** As bytes, which Tomcat decodes and checks as those of a connection. */
  private void bytes(@Nullable Object field, String value) {
    Charset charset =
        value.chars().allMatch(c -> c < 256) ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8;
    byte[] bytes = value.getBytes(charset);
    if (field != null) {
      members.call(field, "setBytes", bytes, 0, bytes.length);
    }
  }
}
