package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** A POST that the server keeps while its user logs in by a form is what the user has sent. */
@ParameterizedClass
@MethodSource("dev.offstage.containers.Platform#eachServerOfThisRun")
record RestoredPostIT(Platform platform) {
  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Stream.of("plain", "auto", "connection").map(RestoredPostIT::war).toList());
  }

  private static War war(String way) {
    War war = War.named(way);
    return way.equals("plain")
        ? war
        : war.contextParam("offstage.respond.way", way)
            .contextParam("offstage.respond", "GET POST /secret/** always");
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
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
  void what_the_servlet_reads_is_what_the_user_has_sent(String type, String body) throws Exception {
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
}
