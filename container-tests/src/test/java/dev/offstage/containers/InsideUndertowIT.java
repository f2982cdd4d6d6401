package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What Undertow and WildFly need beyond that: threads, gates and what is left of a webapp. */
@ParameterizedClass
@MethodSource("platforms")
record InsideUndertowIT(Platform platform) {
  // What is softly reachable is no leak.
  private static final String NO_SOFT_CACHES = "-XX:SoftRefLRUPolicyMSPerMB=0";

  private static final Pattern NAME = Pattern.compile("^(Undertow|WildFly) ");

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().filter(it -> NAME.matcher(it.toString()).find());
  }

  private static void begin(Server server, int count) throws Exception {
    Client shop = new Client(server, "shop").preferring("respond-async");
    for (int i = 0; i < count; i++) {
      assertThat(shop.get("report/late?name=" + i).statusCode()).isEqualTo(202);
    }
  }

  private static void awaitFinished(Server server, int count) {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () ->
                assertThat(server.log())
                    .filteredOn(line -> line.contains("event: late "))
                    .hasSize(count));
  }

  @Test
  void the_threads_of_the_server_may_all_be_busy() throws Exception {
    try (Server own = platform.newServer()) {
      own.start(Webapps.all(), InsideIT.IN_PROCESS);
      begin(own, 7);
      Client other = new Client(own, "bar");
      for (int i = 0; i < 100; i++) {
        other.getLater("report/plain?gate=busy");
      }
      awaitFinished(own, 7);
      CompletableFuture<?> stuck = other.getLater("connection");
      assertThat(stuck).isNotDone();
    }
  }

  @Test
  void nothing_is_left_of_a_webapp_that_has_gone() throws Exception {
    // Newer WildFlys keep the last one that has gone, whichever way its requests returned.
    long kept = platform.container() == Container.WILDFLY ? 1 : 0;
    War shop = Webapps.all().get(0);
    try (Server own = platform.newServer()) {
      own.start(Webapps.all(), InsideIT.IN_PROCESS, NO_SOFT_CACHES);
      begin(own, 4);
      own.undeploy("shop");
      awaitFinished(own, 4);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> new Client(own, "shop").get("connection").statusCode() == 404);
      own.deploy(shop);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> new Client(own, "shop").get("connection").statusCode() == 200);
      begin(own, 4);
      own.undeploy("shop");
      awaitFinished(own, 8);
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(Duration.ofSeconds(30))
          .until(() -> Leaks.now(own), leaks -> leaks.loaders() == 2 && leaks.alive() <= kept);
    }
  }

  /** The gate is Undertow's own, and that of a suspended WildFly. */
  @Test
  void what_was_accepted_is_finished_behind_a_gate_that_is_shut() throws Exception {
    try (Server own = platform.newServer()) {
      own.start(
          Webapps.all(),
          InsideIT.IN_PROCESS,
          "-Dgraceful=true",
          "-Dorg.wildfly.sigterm.suspend.timeout=10");
      begin(own, 7);
      own.terminate();
      own.awaitExit();
      awaitFinished(own, 7);
      assertThat(own.log())
          .noneMatch(line -> line.contains("stops and loses") || line.contains("has no response"));
    }
  }
}
