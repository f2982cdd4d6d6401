package dev.offstage.servlet.respond.returning;

import dev.offstage.servlet.http.Headers;
import dev.offstage.servlet.respond.spool.Spool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A recorded request as a store keeps it, for whichever server sends it again. Its fields are its
 * format: new ones must do without a value, since another version may have written it.
 */
public final class RequestData {
  /** The largest body: it is text in the store, and in memory while it is written down. */
  public static final int MOST_BYTES = 8 << 20;

  /** The path of its webapp; empty for the root. */
  String webapp = "";

  String method = "";
  String uri = "";
  @Nullable String query;
  String charset = "ISO-8859-1";
  String url = "";
  String scheme = "";
  boolean secure;
  String serverName = "";
  int serverPort;
  String remoteAddress = "";
  int remotePort;
  @Nullable String localAddress;
  int localPort;

  /** Names and values in turn; those among them that only the webapp sees, too. */
  List<String> headers = new ArrayList<>();

  /** What the connector has told, as far as it is text or a number. */
  Map<String, String> texts = new HashMap<>();

  Map<String, Integer> numbers = new HashMap<>();
  Map<String, String> trailers = new HashMap<>();
  byte @Nullable [] body;

  /** Whose it is, and how it is shown; see its reader. */
  public Map<String, String> publication = new HashMap<>();

  RequestData() {}

  /**
   * That of a request.
   *
   * @throws IOException if its body cannot be read back
   */
  public static RequestData of(RecordedRequest request, Map<String, String> publication)
      throws IOException {
    RequestData data = new RequestData();
    data.webapp = request.webapp;
    data.method = request.method;
    data.uri = request.uri;
    data.query = request.query;
    data.charset = request.charset.name();
    data.url = request.url;
    data.scheme = request.origin.scheme;
    data.secure = request.origin.secure;
    data.serverName = request.origin.serverName;
    data.serverPort = request.origin.serverPort;
    data.remoteAddress = request.origin.remoteAddress;
    data.remotePort = request.origin.remotePort;
    data.localAddress = request.origin.localAddress;
    data.localPort = request.origin.localPort;
    add(request.headers, data.headers);
    add(request.withheld, data.headers);
    request.attributes.forEach(data::addAttribute);
    data.trailers.putAll(request.trailers);
    data.body = request.body == null ? null : bytes(request.body);
    data.publication.putAll(publication);
    return data;
  }

  private static void add(Headers from, List<String> to) {
    for (Headers.Field field : from.fields()) {
      to.add(field.name());
      to.add(field.value());
    }
  }

  private void addAttribute(String name, Object value) {
    if (value instanceof String) {
      texts.put(name, (String) value);
    } else if (value instanceof Integer) {
      numbers.put(name, (Integer) value);
    }
  }

  private static byte[] bytes(Spool body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) body.size());
    byte[] buffer = new byte[16 * 1024];
    try (InputStream in = body.open()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        bytes.write(buffer, 0, n);
      }
    }
    return bytes.toByteArray();
  }

  /** Whether it is one of the webapp at this path; empty for the root. */
  public boolean isOf(String contextPath) {
    return webapp.equals(contextPath);
  }

  /** Writes its body, if it has one. */
  public void writeBody(Spool to) throws IOException {
    if (body != null) {
      to.write(body, 0, body.length);
    }
    to.complete();
  }

  /** Whether its client came by TLS. */
  public boolean isSecure() {
    return secure;
  }

  public boolean hasBody() {
    return body != null;
  }

  Map<String, Object> attributes() {
    Map<String, Object> attributes = new HashMap<>(texts);
    attributes.putAll(numbers);
    return attributes;
  }
}
