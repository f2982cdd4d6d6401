package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What a Tomcat webapp can have in its {@code context.xml} holds for a request that returns. */
@ParameterizedClass
@CsvSource({
  "TOMCAT_9, in-process",
  "TOMCAT_9, connection",
  "TOMCAT_11, in-process",
  "TOMCAT_11, connection"
})
record TomcatContextIT(Container container, String way) {
  private static final String CONTEXT =
      """
      <Context sessionCookieName="SHOPSESSION">
        <Valve className="org.apache.catalina.valves.RemoteIpValve"
            internalProxies="127\\.0\\.0\\.1" protocolHeader="X-Forwarded-Proto"/>
      </Context>
      """;

  private static final String CONFIDENTIAL =
      """
      <security-constraint>
        <web-resource-collection><web-resource-name>tls</web-resource-name>
        <url-pattern>/report/tls/*</url-pattern></web-resource-collection>
        <user-data-constraint><transport-guarantee>CONFIDENTIAL</transport-guarantee>
        </user-data-constraint>
      </security-constraint>
      """;

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container, String way) throws Exception {
    server = container.newServer();
    server.start(
        List.of(
            War.named("shop")
                .withClientListener()
                .tomcatContext(CONTEXT)
                .webXml(CONFIDENTIAL)
                .contextParam("offstage.respond", "GET /report/** always")
                .contextParam("offstage.respond.trust-listeners", "true")),
        "-Doffstage.respond.way=" + way);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private boolean inProcess() {
    return way.equals("in-process");
  }

  /** What the work of an accepted request has answered; the URL is all that it takes. */
  private static HttpResponse<String> result(Client client, String location) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get(location + "/result"), answer -> answer.statusCode() < 202);
  }

  private static HttpResponse<String> result(Client client, HttpResponse<String> accepted) {
    assertThat(accepted.statusCode()).isEqualTo(202);
    return result(client, accepted.headers().firstValue("Location").orElseThrow());
  }

  /** Tomcat trusts 127.0.0.1, which is where a request that returns by a connection comes from. */
  @Test
  void a_forged_address_is_not_believed_the_second_time() throws IOException {
    try (LoadConnection attacker =
        new LoadConnection(server.baseUri().resolve("shop/"), "127.0.0.9")) {
      assertThat(attacker.get("slow/listener", "X-Forwarded-For", "6.6.6.6").body())
          .startsWith("127.0.0.9:");
      LoadConnection.Reply accepted = attacker.get("report/listener", "X-Forwarded-For", "6.6.6.6");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(result(new Client(server, "shop"), accepted.header("Location")).body())
          .startsWith(inProcess() ? "127.0.0.9:" : "127.0.0.1:")
          .endsWith(" for null, here for 6.6.6.6");
    }
  }

  @Test
  void the_client_that_a_proxy_names_is_known_the_second_time() throws Exception {
    Client proxy = new Client(server, "shop").with("X-Forwarded-For", "192.0.2.7");
    assertThat(proxy.get("slow/plain").body()).endsWith("from 192.0.2.7, passage null");
    assertThat(result(new Client(server, "shop"), proxy.get("report/plain")).body())
        .endsWith("from 192.0.2.7, passage null");
  }

  @Test
  void a_session_whose_cookie_has_a_name_of_its_own_stays_the_only_one() throws Exception {
    Client ann = new Client(server, "shop");
    HttpResponse<String> first = ann.get("slow/session?name=ann");
    assertThat(first.headers().firstValue("Set-Cookie").orElse("")).startsWith("SHOPSESSION=");
    HttpResponse<String> done = result(ann, ann.get("report/session"));
    assertThat(done.body()).isEqualTo("session of ann");
    assertThat(done.headers().allValues("Set-Cookie")).isEmpty();
    assertThat(ann.get("slow/session").body()).isEqualTo("session of ann");
  }

  /** The one that the work begins is the user's from then on. */
  @Test
  void a_session_that_begins_with_the_work_is_the_users() throws Exception {
    Client bob = new Client(server, "shop");
    HttpResponse<String> done = result(bob, bob.get("report/session?name=bob"));
    assertThat(done.headers().firstValue("Set-Cookie").orElse("")).startsWith("SHOPSESSION=");
    assertThat(bob.get("slow/session").body()).isEqualTo("session of bob");
  }

  /** The proxy ends TLS, and the server's own connector has none. */
  @Test
  void a_url_that_demands_tls_is_one_of_many_of_its_rule() throws Exception {
    Client proxy = new Client(server, "shop").with("X-Forwarded-Proto", "https");
    for (int i = 0; i < 2; i++) {
      assertThat(result(proxy, proxy.get("report/plain")).statusCode()).isEqualTo(201);
      HttpResponse<String> early = proxy.get("report/tls/plain");
      assertThat(early.statusCode()).isEqualTo(inProcess() ? 202 : 201);
      assertThat((inProcess() ? result(proxy, early) : early).body())
          .startsWith("GET https://127.0.0.1/shop/report/tls/plain ");
    }
    Client plain = new Client(server, "shop");
    assertThat(plain.get("report/tls/plain").statusCode()).isEqualTo(302);
  }

  @Test
  void the_cookie_of_a_session_that_the_work_begins_is_as_secure_as_the_client() throws Exception {
    for (String scheme : new String[] {"https", "http"}) {
      Client proxy = new Client(server, "shop").with("X-Forwarded-Proto", scheme);
      String cookie =
          result(proxy, proxy.get("report/session?name=" + scheme))
              .headers()
              .firstValue("Set-Cookie")
              .orElse("");
      assertThat(cookie).startsWith("SHOPSESSION=");
      assertThat(cookie.contains("; Secure")).as(cookie).isEqualTo(scheme.equals("https"));
    }
  }
}
