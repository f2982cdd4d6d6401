package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A slow URL that is durable: its request outlives the server, and any server answers for it. */
class DurableRequestsIT {
  @TempDir private Path folder;

  private DurableWork work() {
    return new DurableWork(folder);
  }

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun()
        .filter(
            it ->
                List.of(
                        Container.TOMCAT_11,
                        Container.JETTY_12_EE10,
                        Container.UNDERTOW_2_3,
                        Container.LIBERTY_JAKARTA)
                    .contains(it.container()));
  }

  /** Several processes share it, as they do a database of its own. */
  private War webapp() {
    return work()
        .webapp()
        .contextParam(
            "offstage.store",
            "jdbc:h2:" + folder.resolve("store") + ";AUTO_SERVER=TRUE;WRITE_DELAY=0")
        .contextParam("offstage.store.lease", "4s")
        .contextParam("offstage.pool.size", "1")
        .contextParam("offstage.drain", "2s")
        .contextParam("offstage.respond", "POST /durable always durable keep=1h");
  }

  private static String accept(Client client, Path folder, String id) throws Exception {
    HttpResponse<String> accepted =
        client.submit("durable", Map.of("folder", folder.toString(), "id", id));
    assertThat(accepted.statusCode()).as("%s", accepted.body()).isEqualTo(202);
    return accepted.headers().firstValue("Location").orElseThrow().replaceFirst("^/shop/", "");
  }

  private void let(String id) throws Exception {
    work().go();
    work().awaitLine("done " + id);
  }

  private static void assertThatResultIsThere(Client client, String task, String body) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              HttpResponse<String> result = client.get(task + "/result");
              assertThat(result.statusCode()).as("%s", result.body()).isEqualTo(200);
              assertThat(result.body()).isEqualTo(body);
              assertThat(result.headers().firstValue("Report")).hasValue("yes");
            });
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void a_request_is_done_after_its_server_was_killed_and_its_client_gets_the_response(
      Platform platform) throws Exception {
    String first;
    String second;
    try (Server server = platform.newServer()) {
      server.start(List.of(webapp()));
      first = accept(new Client(server, "shop"), folder, "first");
      work().awaitLine("begun first");
      second = accept(new Client(server, "shop"), folder, "second");
      server.close();
    }
    try (Server server = platform.newServer()) {
      server.start(List.of(webapp()));
      Client client = new Client(server, "shop");
      HttpResponse<String> status = client.get(first);
      assertThat(status.statusCode()).as("%s", Logs.ofOffstage(server)).isEqualTo(202);
      let("first");
      assertThatResultIsThere(client, first, "report first");
      assertThatResultIsThere(client, second, "report second");
      assertThat(work().lines())
          .containsExactly(
              "begun first", "begun first", "done first", "begun second", "done second");
    }
    try (Server server = platform.newServer()) {
      server.start(List.of(webapp()));
      assertThatResultIsThere(new Client(server, "shop"), first, "report first");
      assertThat(new Client(server, "shop").get("_offstage/tasks/AAAAAAAAAAAAAAAAAAAAAA"))
          .extracting(HttpResponse::statusCode)
          .isEqualTo(404);
    }
  }

  static Stream<Platform> one() {
    return platforms().filter(platform -> platform.container() == Container.TOMCAT_11);
  }

  @ParameterizedTest
  @MethodSource("one")
  void while_the_database_is_away_nothing_is_accepted_and_nobody_says_that_a_task_is_not_there(
      Platform platform) throws Exception {
    try (Server server = platform.newServer()) {
      server.start(
          List.of(
              webapp()
                  .contextParam(
                      "offstage.store", "jdbc:h2:tcp://127.0.0.1:" + FreePort.find() + "/no")));
      Client client = new Client(server, "shop");

      HttpResponse<String> refused =
          client.submit("durable", Map.of("folder", folder.toString(), "id", "first"));
      assertThat(refused.statusCode()).as("%s", refused.body()).isEqualTo(503);
      assertThat(refused.body()).contains("/problems/not-stored");
      assertThat(folder.resolve("log")).doesNotExist();

      HttpResponse<String> status = client.get("_offstage/tasks/AAAAAAAAAAAAAAAAAAAAAA");
      assertThat(status.statusCode()).as("%s", status.body()).isEqualTo(503);
      assertThat(status.body()).contains("/problems/no-store");
    }
  }

  @ParameterizedTest
  @MethodSource("one")
  void a_request_that_a_store_cannot_keep_is_refused_and_one_that_waits_is_cancelled_anywhere(
      Platform platform) throws Exception {
    try (Server here = platform.newServer();
        Server there = platform.newServer()) {
      here.start(List.of(webapp()));
      there.start(List.of(webapp().contextParam("offstage.pool.serve", "no")));
      Client client = new Client(here, "shop");
      Client elsewhere = new Client(there, "shop");

      HttpResponse<String> refused = client.post("durable", "text/plain", "x".repeat(9 << 20));
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(refused.body()).contains("at most 8388608 bytes");

      String first = accept(client, folder, "first");
      work().awaitLine("begun first");
      String second = accept(client, folder, "second");
      assertThat(elsewhere.delete(second).statusCode()).isEqualTo(204);
      assertThat(elsewhere.get(second).body()).contains("\"state\":\"CANCELLED\"");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(client.get(second).body()).contains("\"state\":\"CANCELLED\""));

      let("first");
      assertThatResultIsThere(elsewhere, first, "report first");
      assertThat(work().lines()).containsExactly("begun first", "done first");
    }
  }

  /** Liberty takes a minute to stop with a request that has returned by a connection. */
  static Stream<Platform> quickToStop() {
    return platforms().filter(InsideIT::isKnown);
  }

  @ParameterizedTest
  @MethodSource("quickToStop")
  void any_server_answers_for_a_request_and_does_it_when_the_other_one_stops(Platform platform)
      throws Exception {
    try (Server here = platform.newServer();
        Server there = platform.newServer()) {
      here.start(List.of(webapp()));
      there.start(List.of(webapp()));
      Client client = new Client(here, "shop");
      Client elsewhere = new Client(there, "shop");
      String first = accept(client, folder, "first");
      work().awaitLine("begun first");

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(elsewhere.get(first).body())
                      .contains("\"state\":\"RUNNING\"")
                      .contains("\"message\":\"waits\""));

      here.terminate();
      here.awaitExit();
      let("first");
      assertThatResultIsThere(elsewhere, first, "report first");
      assertThat(work().lines()).containsExactly("begun first", "begun first", "done first");
      assertThat(here.log()).noneMatch(line -> line.contains("loses"));
    }
  }
}
