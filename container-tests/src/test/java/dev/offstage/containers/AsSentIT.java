package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What returns is what the client has sent, also where the server had a hand in it. */
@ParameterizedClass
@MethodSource("dev.offstage.containers.Platform#eachServerOfThisRun")
record AsSentIT(Platform platform) {
  /** Each character is one byte: "ü" in UTF-8, and in ISO-8859-1, and escaped. */
  private static final List<String> QUERIES =
      List.of(
          "?name=M\u00c3\u00bcller", "?name=M\u00fcller", "?name=M%C3%BCller", "?name=a+b&name");

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Stream.of("plain", "auto", "connection").map(AsSentIT::war).toList());
  }

  private static War war(String way) {
    War war = War.named(way);
    return way.equals("plain")
        ? war
        : war.contextParam("offstage.respond.way", way)
            .contextParam(
                "offstage.respond", "GET POST /secret/** always\nGET /report/** always wait=30s");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  /** What the servlet answers after the login. */
  private static HttpResponse<String> afterLogin(Client client, String type, String body)
      throws Exception {
    client.post("secret/report?q=1", type, body);
    HttpResponse<String> in =
        client.submit(
            "j_security_check",
            Map.of("j_username", AbstractServer.USER, "j_password", AbstractServer.PASSWORD));
    // Undertow by itself sends nobody back.
    return client.get(in.headers().firstValue("Location").orElse("secret/report?q=1"));
  }

  /** Where the server gives back a form without a body, it is answered as before. */
  private static HttpResponse<String> result(Client client, HttpResponse<String> early) {
    if (early.statusCode() == 201) {
      return early;
    }
    assertThat(early.statusCode()).as(early.body()).isEqualTo(202);
    String result = early.headers().firstValue("Location").orElseThrow() + "/result";
    return await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> client.get(result), it -> it.statusCode() != 202);
  }

  /** As without a rule: some servers keep the POST, others go on with a GET. */
  @ParameterizedTest
  @CsvSource({
    "application/x-www-form-urlencoded, x=1&name=M%C3%BCller&x=2",
    "application/x-www-form-urlencoded, name=M\u00fcller",
    "text/plain, name=ann"
  })
  void a_post_that_the_server_keeps_while_its_user_logs_in_by_a_form(String type, String body)
      throws Exception {
    HttpResponse<String> plain = afterLogin(new Client(server, "plain"), type, body);
    assertThat(plain.statusCode()).as(plain.body()).isEqualTo(201);
    for (String way : List.of("auto", "connection")) {
      Client client = new Client(server, way);
      HttpResponse<String> early = afterLogin(client, type, body);
      assertThat(result(client, early).body())
          .as("%s: %s", way, Logs.ofOffstage(server))
          .isEqualTo(plain.body().replace("/plain/secret", "/" + way + "/secret"));
    }
  }

  /** Old clients send URLs whose letters are not escaped. */
  @ParameterizedTest
  @ValueSource(strings = {"auto", "connection"})
  void a_url_with_letters_that_are_not_escaped(String way) throws Exception {
    for (String query : QUERIES) {
      LoadConnection.Reply plain = get("plain", "report/plain" + query);
      LoadConnection.Reply early = get(way, "report/plain" + query);
      assertThat(early.status()).as(query).isEqualTo(plain.status());
      if (plain.status() == 201) {
        assertThat(early.body())
            .as(query)
            .isEqualTo(plain.body().replace("/plain/report", "/" + way + "/report"));
      }
    }
  }

  /** Some servers take no such URL at all, and end the connection. */
  private static LoadConnection.Reply get(String webapp, String path) throws IOException {
    try (LoadConnection client =
        new LoadConnection(server.baseUri().resolve(webapp + "/"), "127.0.0.1")) {
      return client.get(path);
    }
  }
}
