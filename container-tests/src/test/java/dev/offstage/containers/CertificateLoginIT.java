package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clients that may show a certificate, at a server where requests return in process: whoever shows
 * one is answered as before, and nobody gets the name of another.
 */
@ParameterizedClass
@MethodSource("platforms")
record CertificateLoginIT(Platform platform) {
  private static final String ANN = "CN=ann";
  private static final String ASYNC = "respond-async";

  private static final String TOMCAT =
      """
      <Connector address="127.0.0.1" port="0" SSLEnabled="true" scheme="https" secure="true">
        <SSLHostConfig certificateVerification="optional" truststoreFile="%1$s"
            truststorePassword="%2$s" truststoreType="PKCS12">
          <Certificate certificateKeystoreFile="%1$s" certificateKeystorePassword="%2$s"
              certificateKeystoreType="PKCS12" certificateKeyAlias="server"/>
        </SSLHostConfig>
      </Connector>
      """;

  private static final String JETTY =
      """
      --module=ssl,https
      jetty.ssl.host=127.0.0.1
      jetty.ssl.port=0
      jetty.ssl.sniHostCheck=false
      jetty.sslContext.keyStorePath=%1$s
      jetty.sslContext.keyStoreAbsolutePath=%1$s
      jetty.sslContext.trustStorePath=%1$s
      jetty.sslContext.trustStoreAbsolutePath=%1$s
      jetty.sslContext.keyStoreType=PKCS12
      jetty.sslContext.keyStorePassword=%2$s
      jetty.sslContext.trustStoreType=PKCS12
      jetty.sslContext.trustStorePassword=%2$s
      jetty.sslContext.keyManagerPassword=%2$s
      jetty.sslContext.wantClientAuth=true
      """;

  /** Its authenticator wants to find the one that there is. */
  private static final String JETTY_HOST =
      """
      <Ref refid="sslContextFactory">
        <Set name="certAlias">server</Set>
      </Ref>
      <Call name="addBean"><Arg><Ref refid="sslContextFactory"/></Arg></Call>
      """;

  private static Server server;
  private static TlsKeys keys;

  /** The webapp says javax, and the server knows its attributes by the other names. */
  private static boolean migrates;

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(it -> it.server().matches("(Tomcat|Jetty) .*"));
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    if (keys == null) {
      // For all servers, since each takes seconds to make.
      keys = new TlsKeys(Built.newFolder("keys-"), ANN);
    }
    migrates = platform.container() == Container.TOMCAT_10_MIGRATING;
    AbstractServer own = (AbstractServer) platform.newServer();
    boolean tomcat = platform.server().startsWith("Tomcat");
    own.addConnectors((tomcat ? TOMCAT : JETTY).formatted(keys.file, TlsKeys.PASSWORD));
    own.configureHost(tomcat ? "" : JETTY_HOST);
    own.addUser(ANN, keys.signatureOfClient());
    server = own;
    server.start(
        List.of(
            War.named("shop")
                .withCertificateLogin()
                .contextParam("offstage.respond", "GET /report/**\nGET /secret/**")),
        InsideIT.IN_PROCESS);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private static int port() {
    String line =
        server.log().stream()
            .filter(it -> it.contains("ProtocolHandler [\"https-") || it.contains("{SSL, ("))
            .filter(it -> it.contains("Start"))
            .findFirst()
            .orElseThrow();
    return Integer.parseInt(line.replaceAll(".*[-:](\\d+)[\"}].*", "$1"));
  }

  private static Client client(boolean shows) throws Exception {
    return new Client(URI.create("https://127.0.0.1:" + port() + "/shop/"), keys.client(shows));
  }

  private static HttpResponse<String> result(Client client, String path) throws Exception {
    HttpResponse<String> accepted = client.prefer(ASYNC, path);
    assertThat(accepted.statusCode())
        .as("%s %s", accepted.body(), Logs.ofOffstage(server))
        .isEqualTo(202);
    String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get(result), answer -> answer.statusCode() != 202);
  }

  @Test
  void whoever_logs_in_by_a_certificate_is_answered_as_before() throws Exception {
    HttpResponse<String> answer = client(true).prefer(ASYNC, "secret/report");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body()).contains(" for " + ANN + ", staff true");
    Logs.awaitLine(server, "are answered as before, not at once: it does not hold for a second");
  }

  @Test
  void whoever_shows_one_to_the_webapp_is_answered_as_before() throws Exception {
    HttpResponse<String> answer = client(true).prefer(ASYNC, "report/certificate");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(ANN);
  }

  @Test
  void whoever_shows_none_is_refused_at_once_where_one_is_demanded() throws Exception {
    assertThat(client(false).prefer(ASYNC, "secret/report").statusCode()).isIn(401, 403);
  }

  @Test
  void whoever_shows_none_elsewhere_is_answered_at_once_and_is_nobody_in_the_work()
      throws Exception {
    // Another connection of the server has a certificate at that time.
    client(true).get("report/certificate");
    Client nobody = client(false);
    assertThat(result(nobody, "report/certificate").body()).isEqualTo("nobody");
    assertThat(result(nobody, "report/plain").body()).contains(" for null, staff false");
  }

  /** Some webapps let nobody in whose encryption is too weak. */
  @Test
  void what_the_server_tells_of_the_encryption_is_there_the_second_time() throws Exception {
    Client nobody = client(false);
    String name =
        (migrates || server.api() != ServletApi.JAVAX ? "jakarta" : "javax") + ".servlet.request.";
    for (String attribute : List.of("cipher_suite", "key_size")) {
      String path = "report/attribute?name=" + name + attribute;
      String before = nobody.get(path).body();
      assertThat(before).isNotEqualTo("null");
      assertThat(result(nobody, path).body()).isEqualTo(before);
    }
  }

  /** Jetty is told scheme and host by the URL, and would call that path. */
  @Test
  void a_host_that_is_a_path_leads_nowhere_else() throws Exception {
    String request =
        "GET /shop/report/plain HTTP/1.1\r\nHost: x/shop/visit?\r\nConnection: close\r\n"
            + "Prefer: respond-async\r\n\r\n";
    RawHttp.Answer answer = RawHttp.send(keys.client(false).getSocketFactory(), port(), request);
    assertThat(answer.status()).as(answer.text()).isNotEqualTo(202);
  }

  /** Servers keep such a login in the session; a second connection may show nothing. */
  @Test
  void a_session_that_a_certificate_has_begun_is_as_good_as_before_without_it() throws Exception {
    Client ann = client(true);
    ann.get("visit?user=ann");
    ann.get("secret/report");
    HttpResponse<String> visit = ann.get("visit");
    String cookie = sessionCookie(ann);
    assertThat(visit.body()).isEqualTo("visited by ann");
    for (String path : List.of("secret/report", "report/plain")) {
      Client other = client(false).with("Cookie", cookie);
      HttpResponse<String> before = other.get(path);
      HttpResponse<String> early = other.prefer(ASYNC, path);
      if (early.statusCode() == 202) {
        early = result(other, path);
      }
      assertThat(early.statusCode()).as(path).isEqualTo(before.statusCode());
      if (before.statusCode() == 201) {
        assertThat(early.body()).as(path).isEqualTo(before.body());
      }
    }
  }

  private static String sessionCookie(Client client) {
    return client.cookies().stream()
        .filter(it -> it.startsWith("JSESSIONID="))
        .findFirst()
        .orElseThrow();
  }
}
