package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An anonymous client that begins more than is kept, beside others at other addresses. */
class GreedyClientIT {
  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = Container.TOMCAT_11.newServer();
    server.start(List.of(war("shop"), war("fair").contextParam("offstage.pool.share", "10%")));
  }

  private static War war(String name) {
    return War.named(name)
        .contextParam("offstage.respond", "GET /report/** always")
        .contextParam("offstage.respond.tasks", "20")
        // Room for five of what /report/stream answers.
        .contextParam("offstage.respond.disk", "1000k");
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  private static LoadConnection at(String address, String webapp) {
    URI uri = server.baseUri().resolve(webapp + "/");
    return new LoadConnection(uri, address);
  }

  private static String begun(LoadConnection client, String path) throws IOException {
    LoadConnection.Reply reply = client.get(path);
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    return reply.header("Location");
  }

  private static String done(LoadConnection client, String path) throws IOException {
    String location = begun(client, path);
    await().until(() -> client.get(location).status() != 202);
    assertThat(client.get(location).body()).contains("\"SUCCEEDED\"");
    return location;
  }

  @Test
  void what_others_have_kept_stays_and_their_work_is_done() throws Exception {
    try (LoadConnection polite = at("127.0.0.3", "shop");
        LoadConnection greedy = at("127.0.0.2", "shop");
        LoadConnection late = at("127.0.0.4", "shop")) {
      String kept = done(polite, "report/stream");
      List<String> many = new ArrayList<>();
      for (int i = 0; i < 25; i++) {
        many.add(done(greedy, "report/stream"));
      }
      String work = done(late, "report/stream");

      assertThat(polite.get(kept).status()).isEqualTo(303);
      assertThat(late.get(work).status()).isEqualTo(303);
      assertThat(greedy.get(many.get(20)).status()).isEqualTo(410);
      assertThat(greedy.get(many.get(24)).status()).isEqualTo(303);
    }
  }

  @Test
  void past_its_share_it_gets_a_429_and_others_a_202() throws Exception {
    try (LoadConnection polite = at("127.0.0.3", "fair");
        LoadConnection greedy = at("127.0.0.2", "fair")) {
      begun(greedy, "report/plain?gate=share");
      begun(greedy, "report/plain?gate=share");

      LoadConnection.Reply refused = greedy.get("report/plain");

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      done(polite, "report/plain");
      new Client(server, "fair").open("share");
    }
  }
}
