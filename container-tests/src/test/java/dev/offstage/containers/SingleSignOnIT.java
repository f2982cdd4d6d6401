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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A user who logs in at one webapp, and whose requests at another return in process. */
@ParameterizedClass
@MethodSource("platforms")
record SingleSignOnIT(Platform platform) implements Site {
  private static final String ASYNC = "respond-async";

  private static Server server;

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(it -> it.server().matches("(Tomcat|TomEE) .*"));
  }

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    AbstractServer own = (AbstractServer) platform.newServer();
    own.configureHost("<Valve className=\"org.apache.catalina.authenticator.SingleSignOn\"/>");
    server = own;
    server.start(
        List.of(
            War.named("shop"),
            War.named("office")
                .contextParam("offstage.pool.slow.size", "1")
                .contextParam(
                    "offstage.respond", "GET /slow/** pool=slow\nGET /secret/** pool=slow")),
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

  /** At the shop, by its form. */
  private Client loggedIn() throws Exception {
    Client ann = client("shop");
    ann.browse("secret");
    ann.submit(
        "j_security_check",
        Map.of("j_username", AbstractServer.USER, "j_password", AbstractServer.PASSWORD));
    assertThat(ann.get("secret").body()).isEqualTo("hello " + AbstractServer.USER);
    return ann;
  }

  private static String begun(Client client, String path) throws Exception {
    HttpResponse<String> accepted = client.preferring(ASYNC).get(path);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  private static HttpResponse<String> end(Client client, String url) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> client.get(url), answer -> answer.statusCode() != 202);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secret/report", "slow/plain"})
  void the_work_at_the_other_webapp_is_done_as_the_user(String path) throws Exception {
    Client office = loggedIn().at("office");
    String task = begun(office, path);
    assertThat(end(office, task + "/result").body())
        .contains("/office/" + path + " null for ann, staff true");
  }

  /** Something that is known wherever a session has gone reads the status. */
  @ParameterizedTest
  @ValueSource(strings = {"secret/report", "slow/plain"})
  void what_waits_when_the_user_logs_out_at_the_first_is_not_done(String path) throws Exception {
    Client other = client("office");
    String gate = "before-" + path.hashCode();
    begun(other, "slow/plain?gate=" + gate);
    other.awaitEvent("begun " + gate);
    Client shop = loggedIn();
    Client office = shop.at("office").with("Authorization", "Bearer x");
    String task = begun(office, path + "?gate=after-" + gate);
    shop.get("visit?leave=true");
    other.open(gate);
    assertThat(end(office, task).body()).contains("\"FAILED\"", "/problems/login-ended");
    assertThat(office.get(task + "/result").statusCode()).isEqualTo(403);
    assertThat(other.events()).noneMatch(event -> event.contains("begun after-" + gate));
  }
}
