package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to be another request the second time is the same, or is answered as before. */
@ParameterizedClass
@MethodSource("platforms")
record HostileClientIT(Platform platform) implements Site {
  private static final String ASYNC = "respond-async";
  private static final String PLAIN = "/shop/report/plain";

  private static final Set<Container> TRIED =
      EnumSet.of(
          Container.TOMCAT_8,
          Container.TOMCAT_11,
          Container.JETTY_9,
          Container.JETTY_12_EE10,
          Container.UNDERTOW_2_3);

  /** Servlet 3.1 knows none; Tomcat reads none but those that its connector names. */
  private static final Map<Container, String> WITHOUT_TRAILERS =
      Map.of(
          Container.TOMCAT_8, "body",
          Container.TOMCAT_11, "body {}",
          Container.JETTY_9, "body");

  private static Server server;

  static Stream<Platform> platforms() {
    return InsideIT.platforms().filter(it -> TRIED.contains(it.container()));
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(
        List.of(War.named("shop").contextParam("offstage.respond", "GET POST /report/**")),
        InsideIT.IN_PROCESS);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    Server.end(server);
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public boolean withAgent() {
    return false;
  }

  private static int port() {
    return server.baseUri().getPort();
  }

  /** Such bytes end no field of HTTP/2, and some servers hand them on. */
  @ParameterizedTest
  @ValueSource(strings = {"a value", "a name", "a path", "a query"})
  void a_line_that_http_2_has_hidden_becomes_no_line_of_its_own(String in) throws Exception {
    String line = "x\r\nX-Forwarded-For: 6.6.6.6\r\ny";
    boolean accepted =
        switch (in) {
          case "a value" -> byHttp2(PLAIN, "x-a", line);
          case "a name" -> byHttp2(PLAIN, line.replace(" ", "").toLowerCase(), "z");
          case "a path" -> byHttp2(PLAIN + " HTTP/1.1\r\n" + line + ": z", "x-a", "a");
          default -> byHttp2(PLAIN + "?a HTTP/1.1\r\n" + line + ": z", "x-a", "a");
        };
    if (!(in.equals("a value") && platform.container() == Container.JETTY_9)) {
      // By then that one has made something else of it.
      assertThat(accepted).isFalse();
    }
    assertThat(byHttp2(PLAIN, "x-a", "a")).as("without it").isTrue();
  }

  private static boolean byHttp2(String path, String name, String value) throws IOException {
    return RawHttp.isAcceptedByHttp2(port(), path, "prefer", ASYNC, name, value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/shop/report/plain%00",
        "/shop/report/%70lain",
        "/shop/report/plain;x=y",
        "/shop/report;x=y/plain",
        "/shop/report/a%2Fb",
        "/shop/report/..%2Fslow/plain",
        "/shop/report/..;/slow/plain",
        "/shop/slow/..;/report/plain",
        "/shop/./report/x/../plain",
        "//shop//report//plain",
        "/shop/report/plain%",
        "/shop/report/%C0%AE%C0%AE/plain",
        "/shop/report/%252E%252E/plain",
        "/shop/report/plain?name=%00&name=%0D%0AX:y&;",
        "http://shop.example/shop/report/plain?name=a",
      })
  void a_strange_url_means_the_same_the_second_time(String url) throws Exception {
    assertSame("GET " + url + " HTTP/1.1\r\nHost: shop.example\r\n", "\r\n");
  }

  @Test
  void what_comes_behind_the_body_is_there_the_second_time() throws Exception {
    String before =
        assertSame(
            "POST /shop/report/trailers HTTP/1.1\r\nHost: shop.example\r\nTE: trailers\r\n"
                + "Trailer: X-Sum\r\nTransfer-Encoding: chunked\r\n",
            "\r\n4\r\nbody\r\n0\r\nX-Sum: 42\r\n\r\n");
    assertThat(before)
        .isEqualTo(WITHOUT_TRAILERS.getOrDefault(platform.container(), "body {x-sum=42}"));
  }

  @Test
  void a_client_that_waits_to_be_told_to_go_on_is_told() throws Exception {
    String head =
        "POST /shop/report/echo HTTP/1.1\r\nHost: shop.example\r\nContent-Length: 4\r\n"
            + "Connection: close\r\nExpect: 100-continue\r\nPrefer: respond-async\r\n\r\n";
    assertThat(RawHttp.send(port(), head + "body").text())
        .matches("(?s)(HTTP/1.1 100 .*?\r\n\r\n)?HTTP/1.1 202 .*");
  }

  /**
   * The same with and without the rule.
   *
   * @return what the webapp has said
   */
  private static String assertSame(String head, String rest) throws Exception {
    String close = "Connection: close\r\n";
    RawHttp.Answer before = RawHttp.send(port(), head + close + rest);
    RawHttp.Answer early = RawHttp.send(port(), head + "Prefer: respond-async\r\n" + close + rest);
    if (early.status() == 202) {
      String result = early.header("Location") + "/result";
      early =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(
                  () ->
                      RawHttp.send(
                          port(),
                          "GET " + result + " HTTP/1.1\r\nHost: shop.example\r\n" + close + "\r\n"),
                  answer -> answer.status() != 202);
    }
    assertThat(early.status()).as(early.text()).isEqualTo(before.status());
    if (before.status() < 300) {
      assertThat(early.body()).isEqualTo(before.body());
    }
    return before.body();
  }
}
