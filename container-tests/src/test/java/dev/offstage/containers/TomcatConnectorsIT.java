package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests that come to Tomcat by another connector than the usual one return in process. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_9", "TOMCAT_11"})
record TomcatConnectorsIT(Container container) {
  private static final String CONNECTORS =
      """
      <Connector protocol="AJP/1.3" address="127.0.0.1" port="0" secretRequired="false"
          tomcatAuthentication="false" allowedRequestAttributesPattern="mail|cipher"/>
      <Connector protocol="HTTP/1.1" address="::1" port="0"/>
      """;

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    AbstractServer tomcat = (AbstractServer) container.newServer();
    tomcat.addConnectors(CONNECTORS);
    server = tomcat;
    server.start(
        List.of(
            War.named("shop")
                .withClientListener()
                .contextParam("offstage.respond", "GET /report/** always")));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  private static int port(String handler) {
    String start = "Starting ProtocolHandler [\"" + handler;
    Logs.awaitLine(server, start);
    String line = server.log().stream().filter(it -> it.contains(start)).findFirst().orElseThrow();
    return Integer.parseInt(line.replaceAll(".*-(\\d+)\"].*", "$1"));
  }

  private static String result(String location) {
    Client client = new Client(server, "shop");
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get(location + "/result"), answer -> answer.statusCode() < 202)
        .body();
  }

  @Test
  void one_that_speaks_ajp() throws Exception {
    AjpClient.Answer accepted =
        AjpClient.get(
            port("ajp-nio-127.0.0.1-auto-"),
            "/shop/report/listener",
            "192.0.2.7",
            Map.of("Host", "shop.example"),
            null,
            Map.of());
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(result(accepted.location())).startsWith("192.0.2.7:");
  }

  private static AjpClient.Answer byAjp(String path, String user) throws Exception {
    return AjpClient.get(
        port("ajp-nio-127.0.0.1-auto-"),
        "/shop/report/" + path,
        "192.0.2.7",
        Map.of("Host", "shop.example"),
        user,
        Map.of("mail", "ann@shop.example"));
  }

  /** As Shibboleth does in a web server. */
  @Test
  void what_a_web_server_tells_by_ajp_is_there_the_second_time() throws Exception {
    AjpClient.Answer accepted = byAjp("attribute?name=mail", null);
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(result(accepted.location())).isEqualTo("ann@shop.example");
  }

  @Test
  void whom_a_web_server_has_let_in_is_answered_as_before() throws Exception {
    assertThat(byAjp("plain", "ann").status()).isEqualTo(201);
    Logs.awaitLine(server, "a login that something in front of the server has done");
  }

  @Test
  void one_at_an_address_of_ipv6() throws Exception {
    int port = port("http-nio-0:0:0:0:0:0:0:1-auto-");
    HttpResponse<String> accepted =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create("http://[::1]:" + port + "/shop/report/plain?name=ann"))
                    .build(),
                BodyHandlers.ofString());
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(result(accepted.headers().firstValue("Location").orElseThrow()))
        .isEqualTo(
            "GET http://[::1]:"
                + port
                + "/shop/report/plain ann for null, staff false, from 0:0:0:0:0:0:0:1, passage"
                + " null");
  }
}
