package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a greedy client takes, of kept tasks and of room, is its own loss and nobody else's. */
class RespondSharesTest {
  private static final int KIB = 1024;

  private final Gate gate = new Gate();
  private final Webapp app =
      Webapp.dropIn(24)
          .param("offstage.respond", "/**")
          .param("offstage.pool.size", "2")
          .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
          .servlet("/read", (request, response) -> request.getInputStream().readAllBytes())
          .servlet("/held", (request, response) -> gate.pass())
          .servlet(
              "/large",
              (request, response) -> response.getOutputStream().write(new byte[100 * KIB]));
  private final RespondClient greedy = RespondClient.at("127.0.0.2", app);
  private final RespondClient polite = RespondClient.at("127.0.0.3", app);
  private final RespondClient late = RespondClient.at("127.0.0.4", app);

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private static String done(RespondClient client, String path) throws Exception {
    String location = client.begun(path);
    client.awaitEnd(location);
    return location;
  }

  private static List<String> done(int count, RespondClient client, String path) throws Exception {
    List<String> locations = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      locations.add(done(client, path));
    }
    return locations;
  }

  @Test
  void who_fills_the_kept_tasks_pushes_out_his_own_and_nobody_elses() throws Exception {
    app.param("offstage.respond.tasks", "20").start();
    String kept = done(polite, "/quick");

    List<String> many = done(25, greedy, "/quick");

    assertThat(polite.result(kept).body()).isEqualTo("quick");
    assertThat(greedy.get(many.get(0)).status()).isEqualTo(410);
    assertThat(greedy.get(many.get(24)).status()).isEqualTo(303);
  }

  @Test
  void who_comes_late_gets_the_place_of_who_has_the_most() throws Exception {
    app.param("offstage.respond.tasks", "20").start();
    String kept = done(polite, "/quick");
    List<String> many = done(19, greedy, "/quick");

    List<String> few = done(3, late, "/quick");

    assertThat(many.subList(0, 3)).allMatch(it -> statusOf(greedy, it) == 410);
    assertThat(many.subList(3, 19)).allMatch(it -> statusOf(greedy, it) == 303);
    assertThat(few).allMatch(it -> statusOf(late, it) == 303);
    assertThat(polite.get(kept).status()).isEqualTo(303);
  }

  private static int statusOf(RespondClient client, String location) {
    try {
      return client.get(location).status();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void with_a_share_a_client_has_no_more_kept_than_that() throws Exception {
    app.param("offstage.respond.tasks", "20").param("offstage.pool.share", "10%").start();

    List<String> many = done(3, greedy, "/quick");

    assertThat(greedy.get(many.get(0)).status()).isEqualTo(410);
    assertThat(greedy.get(many.get(1)).status()).isEqualTo(303);
  }

  private static void assertYourShare(RawClient.Reply refused) {
    assertThat(refused.status()).as(refused.body()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("10");
    assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(refused.body()).contains("\"type\":\"/problems/your-share\"", "Too Many Requests");
    assertThat(refused.header("Set-Cookie")).isNull();
  }

  @Test
  void whose_share_of_the_kept_tasks_goes_on_gets_a_429_and_others_go_on() throws Exception {
    app.context.setSessionHandler(new SessionHandler());
    app.param("offstage.respond", "/** session=create")
        .param("offstage.respond.tasks", "20")
        .param("offstage.pool.share", "10%")
        .start();
    greedy.begun("/held");
    greedy.begun("/held");

    assertYourShare(greedy.begin("/quick"));

    assertThat(polite.begin("/quick").status()).isEqualTo(202);
    gate.open();
    await().until(() -> greedy.begin("/quick").status() == 202);
  }

  @Test
  void whose_share_of_the_queue_waits_gets_a_429_and_others_wait() throws Exception {
    app.context.setSessionHandler(new SessionHandler());
    app.param("offstage.respond", "/** session=create")
        .param("offstage.pool.queue", "10")
        .param("offstage.pool.share", "20%")
        .start();
    greedy.begun("/held");
    greedy.begun("/held");
    gate.awaitArrived(2);
    greedy.begun("/held");
    greedy.begun("/held");

    assertYourShare(greedy.begin("/held"));

    assertThat(polite.begin("/held").status()).isEqualTo(202);
    assertThat(Offstage.pool().queued()).isEqualTo(3);
  }

  /** One that is sent again is answered by the task that it has begun. */
  @Test
  void a_key_that_has_begun_a_task_is_answered_past_the_share() throws Exception {
    app.param("offstage.respond.tasks", "20").param("offstage.pool.share", "5%").start();
    String key = "Idempotency-Key: one-and-the-same-key";
    String location = greedy.begun("/held", key);

    assertYourShare(greedy.begin("/held"));

    assertThat(greedy.begun("/held", key)).isEqualTo(location);
  }

  @Test
  void whose_bodies_fill_his_share_of_the_disk_gets_a_429_and_others_go_on() throws Exception {
    app.param("offstage.respond.memory", "0")
        .param("offstage.respond.disk", "1m")
        .param("offstage.pool.share", "20%")
        .start();
    String body = "x".repeat(150 * KIB);
    assertThat(begin(greedy, "/held", body).status()).isEqualTo(202);

    assertYourShare(begin(greedy, "/held", body));

    assertThat(begin(polite, "/held", body).status()).isEqualTo(202);
    gate.open();
    await().until(() -> begin(greedy, "/held", body).status() == 202);
  }

  private static RawClient.Reply begin(RespondClient client, String path, String body)
      throws Exception {
    return client.sendBody("POST", "/shop" + path, body, "Prefer: respond-async");
  }

  @Test
  void whose_results_fill_his_share_of_the_disk_loses_his_own_oldest() throws Exception {
    app.param("offstage.respond.disk", "1m").param("offstage.pool.share", "25%").start();
    String kept = done(polite, "/large");

    List<String> many = done(3, greedy, "/large");

    assertThat(greedy.get(many.get(0)).status()).isEqualTo(410);
    assertThat(greedy.result(many.get(2)).body()).hasSize(100 * KIB);
    assertThat(polite.result(kept).body()).hasSize(100 * KIB);
  }

  @Test
  void a_result_that_is_larger_than_the_share_fails_and_says_why() throws Exception {
    app.param("offstage.respond.disk", "1m").param("offstage.pool.share", "5%").start();
    try (LogRecords log = new LogRecords()) {
      String location = done(greedy, "/large");

      RawClient.Reply result = greedy.result(location);
      assertThat(result.status()).isEqualTo(500);
      assertThat(result.body()).contains("\"type\":\"/problems/your-share\"");
      assertThat(greedy.get(location).body()).contains("\"FAILED\"", "/problems/your-share");
      assertThat(log.all())
          .anyMatch(
              it ->
                  String.valueOf(it.getThrown().getMessage())
                      .contains("offstage.respond.disk and offstage.pool.share"));
    }
  }

  /** Nobody has asked for a share: whoever has the most gives way. */
  @Test
  void who_fills_the_disk_with_results_makes_room_for_others() throws Exception {
    app.param("offstage.respond.disk", "500k").start();
    String kept = done(polite, "/large");
    List<String> many = done(6, greedy, "/large");

    String location = done(late, "/large");

    assertThat(late.result(location).body()).hasSize(100 * KIB);
    assertThat(polite.result(kept).body()).hasSize(100 * KIB);
    assertThat(many.subList(0, 3)).allMatch(it -> statusOf(greedy, it) == 410);
    assertThat(many.subList(3, 6)).allMatch(it -> statusOf(greedy, it) == 303);
  }

  @Test
  void where_all_of_the_disk_is_for_work_that_goes_on_there_is_no_room() throws Exception {
    app.param("offstage.respond.memory", "0").param("offstage.respond.disk", "200k").start();
    String body = "x".repeat(150 * KIB);
    assertThat(begin(greedy, "/held", body).status()).isEqualTo(202);

    RawClient.Reply refused = begin(polite, "/held", body);

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body()).contains("/problems/no-room");
  }
}
