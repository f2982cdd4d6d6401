package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.authentication.DigestAuthenticator;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a request could not return, it is answered as if there was no rule, and the log says so.
 */
class RespondAsBeforeTest {
  private static final String ASYNC = "Prefer: respond-async";

  private final LogRecords log = new LogRecords();

  @AfterEach
  void close() {
    log.close();
  }

  private static Webapp app() {
    return withServlet(Way.CONNECTION.dropIn(24));
  }

  private static Webapp withServlet(Webapp app) {
    return app.param("offstage.respond", "/**")
        .servlet(
            "/slow",
            (request, response) ->
                response.getWriter().write("by " + Thread.currentThread().getName()));
  }

  private static ServerConnector connector(Webapp app, ConnectionFactory... protocols) {
    ServerConnector connector = new ServerConnector(app.context.getServer(), protocols);
    connector.setHost("127.0.0.1");
    app.context.getServer().addConnector(connector);
    return connector;
  }

  private void assertServedAsBefore(String body, String reason) {
    assertThat(body).startsWith("by qtp");
    assertThat(Offstage.pool().counts().succeeded()).isZero();
    assertThat(log.warnings())
        .filteredOn(line -> line.contains("answered as before, not at once"))
        .hasSize(1)
        .first()
        .asString()
        .contains(reason);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_client_that_shows_a_certificate(boolean needed, @TempDir Path folder) throws Exception {
    TlsKeys keys = TlsKeys.in(folder);
    try (Webapp app = app()) {
      ServerConnector connector = keys.connector(app.context.getServer(), needed);
      SslContextFactory.Server tls =
          connector.getConnectionFactory(SslConnectionFactory.class).getSslContextFactory();
      tls.setWantClientAuth(true);
      app.start();
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("https://localhost:" + connector.getLocalPort() + "/shop/slow"))
              .header("Prefer", "respond-async")
              .POST(BodyPublishers.ofString("body"))
              .build();
      HttpResponse<String> answer = keys.client().send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertServedAsBefore(answer.body(), "a client's certificate");
    }
  }

  /** The webapp checks it itself, so that the server knows nothing of it. */
  @ParameterizedTest
  @ValueSource(strings = {"Negotiate YII", "NTLM TlRM", "digest username=a", "DPoP abc"})
  void a_proof_that_is_used_once(String authorization) throws Exception {
    try (Webapp app = app().start();
        RawClient client = app.client()) {
      RawClient.Reply answer =
          client.post("/shop/slow", new byte[0], ASYNC, "Authorization: " + authorization);
      assertThat(answer.status()).isEqualTo(200);
      assertServedAsBefore(answer.body(), "the login");
    }
  }

  /** As one that speaks AJP gives it, or the PROXY protocol. */
  private static final class ToAddress implements Filter {
    private final String address;

    ToAddress(String address) {
      this.address = address;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(
          new HttpServletRequestWrapper((HttpServletRequest) request) {
            @Override
            public String getLocalAddr() {
              return address;
            }
          },
          response);
    }
  }

  @ParameterizedTest
  @CsvSource({
    ",           does not tell its address",
    "192.0.2.7,  not its own address",
    "2001:db8::7,not its own address",
    "a.example,  not its own address",
    "/run/a.sock,not its own address"
  })
  void a_proxy_that_does_not_tell_where_the_server_is(String address, String reason)
      throws Exception {
    try (Webapp app =
        withServlet(Way.CONNECTION.takenBy(Webapp.bare(24)))
            .filter(new ToAddress(address), true)
            .filter(new OffstageFilter(), true)
            .start()) {
      try (RawClient client = app.client()) {
        RawClient.Reply answer = client.post("/shop/slow", new byte[10], ASYNC);
        assertThat(answer.status()).isEqualTo(200);
        assertServedAsBefore(answer.body(), reason);
      }
    }
  }

  @Test
  void a_connector_that_speaks_nothing_but_http_2() throws Exception {
    try (Webapp app = app()) {
      ServerConnector connector =
          connector(app, new HTTP2CServerConnectionFactory(new HttpConfiguration()));
      app.start();
      assertServedAsBefore(
          postByHttp2(connector.getLocalPort()), "http://127.0.0.1:" + connector.getLocalPort());
    }
  }

  /** The body of a 200 (RFC 9113, with headers as RFC 7541 has them where nothing is indexed). */
  private static String postByHttp2(int port) throws IOException {
    byte[] headers =
        (header(":method", "POST")
                + header(":scheme", "http")
                + header(":path", "/shop/slow")
                + header(":authority", "localhost:" + port)
                + header("prefer", "respond-async"))
            .getBytes(ISO_8859_1);
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
      socket.getOutputStream().write(frame(4, 0, 0, new byte[0]));
      socket.getOutputStream().write(frame(1, 5, 1, headers));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      boolean ok = false;
      while (true) {
        int start = in.readInt();
        in.readUnsignedByte();
        in.readInt();
        byte[] content = in.readNBytes(start >>> 8);
        int type = start & 0xff;
        if (type == 1) {
          ok = isOk(content);
        } else if (type == 0 && content.length > 0) {
          assertThat(ok).as("200").isTrue();
          return new String(content, ISO_8859_1);
        }
      }
    }
  }

  private static boolean isOk(byte[] headers) {
    int first = 0;
    if ((headers[0] & 0xe0) == 0x20) {
      // A new size of the table, in some bytes of which the last one has no high bit.
      do {
        first++;
      } while (headers[first] < 0);
      first++;
    }
    // Number 8 of the static table is ":status: 200".
    return headers[first] == (byte) 0x88;
  }

  private static String header(String name, String value) {
    return "\0" + (char) name.length() + name + (char) value.length() + value;
  }

  private static byte[] frame(int type, int flags, int stream, byte[] content) {
    return ByteBuffer.allocate(9 + content.length)
        .putInt(content.length << 8 | type)
        .put((byte) flags)
        .putInt(stream)
        .put(content)
        .array();
  }

  @Test
  void a_login_that_holds_for_one_request() throws Exception {
    try (Webapp app = app()) {
      ConstraintSecurityHandler security = Users.security(new DigestAuthenticator());
      ConstraintMapping all = new ConstraintMapping();
      all.setPathSpec("/*");
      all.setConstraint(Constraint.ANY_USER);
      security.addConstraintMapping(all);
      app.context.setSecurityHandler(security);
      app.start();
      try (RawClient client = app.client()) {
        String challenge = client.post("/shop/slow", new byte[0], ASYNC).header("WWW-Authenticate");
        RawClient.Reply answer =
            client.post("/shop/slow", new byte[0], ASYNC, digest("user1", challenge));
        assertThat(answer.status()).isEqualTo(200);
        assertServedAsBefore(answer.body(), "the login DIGEST");
      }
    }
  }

  private static String digest(String user, String challenge) throws Exception {
    String realm = parameter(challenge, "realm");
    String nonce = parameter(challenge, "nonce");
    assertThat(challenge).contains("algorithm=SHA-256");
    String secret = hash(user + ":" + realm + ":secret");
    String request = hash("POST:/shop/slow");
    String response = hash(secret + ":" + nonce + ":00000001:0a4f113b:auth:" + request);
    return "Authorization: Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"/shop/slow\","
            .formatted(user, realm, nonce)
        + " algorithm=SHA-256, qop=auth, nc=00000001, cnonce=\"0a4f113b\", response=\""
        + response
        + "\"";
  }

  private static String parameter(String challenge, String name) {
    Matcher value = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
    assertThat(value.find()).as(challenge).isTrue();
    return value.group(1);
  }

  private static String hash(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(ISO_8859_1)));
  }
}
