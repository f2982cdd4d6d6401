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
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of a second request only in process. */
@ParameterizedClass
@MethodSource("platforms")
record InsideIT(Platform platform) implements Site {
  static final String IN_PROCESS = "-Doffstage.respond.way=in-process";

  private static final String ASYNC = "respond-async";
  private static final Pattern KNOWN = Pattern.compile("^(Tomcat|TomEE|Jetty|Undertow|WildFly) .*");

  private static Server server;

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(InsideIT::isKnown);
  }

  /** Whether requests return in process there. */
  static boolean isKnown(Platform platform) {
    return KNOWN.matcher(platform.toString()).matches();
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(Webapps.withListener(), IN_PROCESS);
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

  @Test
  void the_start_line_says_so() {
    awaitLog("offstage: requests of offstage.respond return in process, ");
  }

  /** By a connection it sees the server's own address, and another port. */
  @Test
  void a_listener_sees_the_true_client_and_no_header_that_names_another() throws Exception {
    Client shop = client("listens");
    String connection = shop.connection();
    HttpResponse<String> accepted =
        shop.preferring(ASYNC).with("X-Forwarded-For", "6.6.6.6").get("report/listener");
    assertThat(shop.connection()).isEqualTo(connection);
    String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
    await()
        .untilAsserted(
            () ->
                assertThat(shop.get(result).body())
                    .isEqualTo("127.0.0.1:" + connection + " for null, here for 6.6.6.6"));
  }

  /** Its servlet has gone, so there is no thread that could be interrupted; the pool has one. */
  @Test
  void one_that_never_ends_gives_its_place_free_when_it_is_cancelled() throws Exception {
    Client shop = client("shop");
    HttpResponse<String> accepted = shop.prefer(ASYNC, "slow/never");
    shop.awaitEvent("never ends");
    String never = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(shop.delete(never).statusCode()).isEqualTo(202);
    assertThat(shop.prefer(ASYNC, "slow/plain?gate=after-never").statusCode()).isEqualTo(202);
    shop.awaitEvent("begun after-never");
    shop.open("after-never");
    shop.awaitEvent("done after-never");
  }

  /** Both are larger than what the way holds of them. */
  @Test
  void a_servlet_may_answer_while_it_reads() throws Exception {
    Client shop = client("shop").preferring(ASYNC);
    String body = "0123456789".repeat(90_000);
    HttpResponse<String> accepted = shop.post("report/echo", body);
    assertThat(accepted.statusCode()).isEqualTo(202);
    String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(shop.get(result).body()).isEqualTo(body));
  }
}
