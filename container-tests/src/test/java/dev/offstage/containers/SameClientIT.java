package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A request that returns by a connection is of the client that has sent it, or does not return. */
@Order(6)
@ParameterizedClass
@MethodSource("dev.offstage.containers.Platform#eachServerOfThisRun")
record SameClientIT(Platform platform) implements Site {
  private static final String ENDED = "/problems/login-ended";
  private static final String ASYNC = "respond-async";

  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Platform platform) throws Exception {
    server = platform.newServer();
    server.start(
        List.of(
            War.named("shop")
                .contextParam("offstage.pool.slow.size", "1")
                .contextParam("offstage.respond.identity", "user")
                .contextParam(
                    "offstage.respond", "GET /slow/** pool=slow\nGET /secret/** pool=slow"),
            listening("listens"),
            listening("trusts").contextParam("offstage.respond.trust-listeners", "true"),
            injecting(platform)),
        ByConnectionIT.BY_CONNECTION);
  }

  /** Open Liberty deploys nothing with {@code @Inject} unless its feature for CDI is on. */
  private static War injecting(Platform platform) {
    War war = War.named("injects").contextParam("offstage.respond", "GET /early/** always");
    return platform.server().startsWith("Open Liberty") ? war : war.withInjection();
  }

  private static War listening(String name) {
    return War.named(name)
        .withClientListener()
        .contextParam("offstage.respond", "GET /report/** always");
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

  /** From another machine, as far as the server can tell. */
  private static LoadConnection.Reply fromElsewhere(String webapp, String path) throws IOException {
    try (LoadConnection client =
        new LoadConnection(server.baseUri().resolve(webapp + "/"), "127.0.0.9")) {
      return client.get(path);
    }
  }

  @Test
  void a_listener_that_lets_this_machine_in_lets_no_other_in() throws Exception {
    assertThat(fromElsewhere("listens", "slow/local").status()).isEqualTo(403);
    assertThat(fromElsewhere("listens", "report/local").status()).isEqualTo(403);
    assertThat(client("listens").get("report/local").body()).isEqualTo("the secret");
    awaitLog(
        "are answered as before",
        "the ServletRequestListener dev.offstage.containers.webapp.ClientListener",
        "offstage.respond.trust-listeners=true");
  }

  @Test
  void a_deployer_can_trust_the_listeners() throws Exception {
    assertThat(fromElsewhere("trusts", "report/local").status()).isEqualTo(202);
  }

  @Test
  void a_request_that_is_injected_lets_no_other_machine_in() throws Exception {
    HttpResponse<String> local = client("injects").get("injected");
    LoadConnection.Reply early = fromElsewhere("injects", "early/injected");
    if (!hasInjection(platform)) {
      assertThat(local.body()).isNotEqualTo("the secret");
      assertThat(early.status()).isEqualTo(202);
    } else {
      assertThat(local.body()).isEqualTo("the secret");
      assertThat(early.status()).isEqualTo(403);
      awaitLog("are answered as before", "what CDI injects into");
    }
  }

  private static boolean hasInjection(Platform platform) {
    return platform.server().matches("(WildFly|Payara|TomEE) .*");
  }

  /** Something that is known wherever a session has gone. */
  private static Client withToken(Client client) {
    return client.with("Authorization", "Bearer x");
  }

  private static String begun(Client client, String path) throws Exception {
    HttpResponse<String> accepted = client.preferring(ASYNC).get(path);
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  /** Keeps the one worker, so that what comes next waits. */
  private void hold(String gate) throws Exception {
    Client other = client("shop");
    begun(other, "slow/plain?gate=" + gate);
    other.awaitEvent("begun " + gate);
  }

  private static void assertLoginEnded(Client client, String task, String gate) throws Exception {
    HttpResponse<String> end =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> client.get(task), answer -> answer.statusCode() != 202);
    assertThat(end.body()).contains("\"FAILED\"", ENDED);
    assertThat(client.get(task + "/result").statusCode()).isEqualTo(403);
    assertThat(client.events()).noneMatch(event -> event.contains("begun " + gate));
  }

  @Test
  void another_login_in_the_session_does_not_get_the_work_done_as_itself() throws Exception {
    hold("before-bob");
    Client ann = client("shop");
    ann.get("visit?user=ann");
    String task = begun(withToken(ann), "slow/plain?gate=of-ann");
    ann.get("visit?user=bob");
    ann.open("before-bob");
    assertLoginEnded(withToken(ann), task, "of-ann");
    awaitLog("'GET /slow/plain' was not done: the session attribute 'user' has another value");
  }

  @Test
  void work_whose_session_has_ended_is_not_done() throws Exception {
    hold("before-end");
    Client ann = client("shop");
    ann.get("visit?user=ann");
    String task = begun(withToken(ann), "slow/plain?gate=of-nobody");
    ann.get("visit?leave=true");
    ann.open("before-end");
    assertLoginEnded(withToken(ann), task, "of-nobody");
    awaitLog("'GET /slow/plain' was not done: its session has ended");
  }

  @Test
  void work_whose_user_has_logged_out_is_not_done() throws Exception {
    Client ann = client("shop");
    ann.browse("secret");
    ann.submit(
        "j_security_check",
        Map.of("j_username", AbstractServer.USER, "j_password", AbstractServer.PASSWORD));
    ann.get("secret");
    // Some servers need no session for a login.
    ann.get("visit?user=ann");
    hold("before-logout");
    String task = begun(withToken(ann), "secret/report?gate=of-user");
    ann.get("visit?leave=true");
    ann.open("before-logout");
    assertLoginEnded(withToken(ann), task, "of-user");
    awaitLog("'GET /secret/report' was not done: its ");
  }

  @Test
  void work_whose_login_is_still_the_same_is_done() throws Exception {
    hold("before-ann");
    Client ann = client("shop");
    ann.get("visit?user=ann");
    String task = begun(ann, "slow/session");
    ann.get("visit?user=ann");
    ann.open("before-ann");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> assertThat(ann.get(task).body()).contains("\"SUCCEEDED\"", "\"status\":200"));
  }
}
