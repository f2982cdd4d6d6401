package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The second request in process: all that holds by a connection, and what holds only here. */
@ParameterizedClass
@MethodSource("platforms")
record InsideUndertowIT(Platform platform) implements RespondTests {
  private static final String IN_PROCESS = "-Doffstage.respond.way=in-process";

  private static final Pattern NAME = Pattern.compile("^(Undertow|WildFly) ");

  private static Server server;

  static Stream<Platform> platforms() {
    return Platform.ofThisRun().filter(it -> NAME.matcher(it.toString()).find());
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Webapps.all(), IN_PROCESS);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Override
  public Server server() {
    return server;
  }

  @Override
  public boolean withAgent() {
    return false;
  }

  @Test
  void the_start_line_says_so() {
    awaitLog("offstage: requests of offstage.respond return in process, ");
  }

  /** By a connection it sees the server's own address, and another port. */
  @Test
  void a_listener_sees_the_true_client_and_no_header_that_names_another() throws Exception {
    Client shop = client("shop");
    String connection = shop.connection();
    HttpResponse<String> accepted =
        shop.preferring("respond-async").with("X-Forwarded-For", "6.6.6.6").get("report/listener");
    assertThat(shop.connection()).isEqualTo(connection);
    String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
    await()
        .untilAsserted(
            () ->
                assertThat(shop.get(result).body())
                    .isEqualTo("127.0.0.1:" + connection + " for null, here for 6.6.6.6"));
  }

  /** Whether the server ends, whose connectors are paused by then, or the webapp alone. */
  enum Stop {
    SIGTERM,
    UNDEPLOY
  }

  @ParameterizedTest
  @EnumSource
  void what_was_accepted_is_finished_before_the_stop(Stop stop) throws Exception {
    try (Server own = platform.newServer()) {
      own.start(Webapps.all(), IN_PROCESS);
      Client shop = new Client(own, "shop").preferring("respond-async");
      for (int i = 0; i < 7; i++) {
        assertThat(shop.get("report/late?name=" + i).statusCode()).isEqualTo(202);
      }
      if (stop == Stop.SIGTERM) {
        own.terminate();
        own.awaitExit();
      } else {
        own.undeploy("shop");
      }
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(own.log())
                      .filteredOn(line -> line.contains("event: late "))
                      .hasSize(7));
      assertThat(own.log()).noneMatch(line -> line.contains("stops and loses"));
    }
  }
}
