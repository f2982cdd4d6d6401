package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behind a proxy that terminates TLS, requests return by a connection to a plain connector. */
class RespondProxyTest {
  private static Webapp app() {
    return Way.CONNECTION
        .dropIn(24)
        .param("offstage.respond", "/slow\n/open\n/login")
        .servlet("/slow", (request, response) -> response.getWriter().write("done"))
        .servlet("/open", (request, response) -> {})
        .servlet("/login", (request, response) -> request.getSession());
  }

  /** The connector that the proxy knows; starts the webapp. */
  private static ServerConnector start(Webapp app) throws Exception {
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new ForwardedRequestCustomizer());
    http.setSecurePort(443);
    ServerConnector connector =
        new ServerConnector(app.context.getServer(), new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    app.context.getServer().addConnector(connector);
    app.start();
    return connector;
  }

  private static RawClient.Reply post(ServerConnector connector, String path, String scheme)
      throws IOException {
    try (RawClient client = new RawClient(connector.getLocalPort())) {
      return client.post(
          path, new byte[10], "Prefer: respond-async", "X-Forwarded-Proto: " + scheme);
    }
  }

  @Test
  void a_url_that_the_server_demands_tls_for_is_answered_as_before() throws Exception {
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    ConstraintMapping tlsOnly = new ConstraintMapping();
    tlsOnly.setPathSpec("/slow");
    tlsOnly.setConstraint(Constraint.SECURE_TRANSPORT);
    security.addConstraintMapping(tlsOnly);
    try (LogRecords log = new LogRecords();
        Webapp app = app()) {
      app.context.setSecurityHandler(security);
      ServerConnector connector = start(app);
      for (int i = 0; i < 2; i++) {
        RawClient.Reply answer = post(connector, "/shop/slow", "https");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("done");
      }
      assertThat(log.warnings())
          .filteredOn(line -> line.contains("answered as before, not at once"))
          .singleElement()
          .asString()
          .contains("/slow", "the server demands TLS for it");
      assertThat(post(connector, "/shop/open", "https").status()).isEqualTo(202);
    }
  }

  /** Also by its method, as a {@code web-resource-collection} may have it. */
  @ParameterizedTest
  @CsvSource({
    "/shop/reports/open, /shop/reports/secret",
    "/shop/reports/secret, /shop/reports/open"
  })
  void one_rule_may_be_for_urls_with_and_without_that_demand(String first, String second)
      throws Exception {
    ConstraintSecurityHandler security = new ConstraintSecurityHandler();
    ConstraintMapping tlsOnly = new ConstraintMapping();
    tlsOnly.setPathSpec("/reports/secret/*");
    tlsOnly.setMethod("POST");
    tlsOnly.setConstraint(Constraint.SECURE_TRANSPORT);
    security.addConstraintMapping(tlsOnly);
    try (Webapp app =
        Way.CONNECTION
            .dropIn(24)
            .param("offstage.respond", "GET POST /reports/**")
            .servlet("/reports/*", (request, response) -> response.getWriter().write("done"))) {
      app.context.setSecurityHandler(security);
      ServerConnector connector = start(app);
      for (int i = 0; i < 2; i++) {
        for (String path : new String[] {first, second}) {
          assertThat(post(connector, path, "https").status())
              .as(path)
              .isEqualTo(path.endsWith("secret") ? 200 : 202);
        }
      }
      try (RawClient client = new RawClient(connector.getLocalPort())) {
        assertThat(
                client
                    .get(
                        "/shop/reports/secret", "Prefer: respond-async", "X-Forwarded-Proto: https")
                    .status())
            .as("no demand for GET")
            .isEqualTo(202);
      }
    }
  }

  @Test
  void the_cookie_of_a_session_that_the_work_begins_is_as_secure_as_the_client() throws Exception {
    try (Webapp app = app()) {
      app.context.setSessionHandler(new SessionHandler());
      ServerConnector connector = start(app);
      RespondClient client = new RespondClient(app);
      for (String scheme : new String[] {"https", "http"}) {
        String task = post(connector, "/shop/login", scheme).header("Location");
        await().until(() -> client.get(task).status() == 303);
        String cookie = client.get(task + "/result").header("Set-Cookie");
        assertThat(cookie).startsWith("JSESSIONID=");
        assertThat(cookie.endsWith("; Secure")).as(cookie).isEqualTo(scheme.equals("https"));
      }
    }
  }
}
