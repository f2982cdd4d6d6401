package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a status resource says, and what can be done with it. */
class RespondStatusTest {
  /** A slow servlet, a quick and a broken one, on one worker. */
  static Webapp app(Gate gate, String rules, String... params) throws Exception {
    Webapp made = Webapp.dropIn(24);
    for (int i = 0; i < params.length; i += 2) {
      made.param(params[i], params[i + 1]);
    }
    return made.param("offstage.pool.size", "1")
        .param("offstage.respond", rules)
        .servlet(
            "/slow",
            (request, response) -> {
              Progress.report(1, 4, "a quarter <done>");
              gate.pass();
              response.getWriter().write("done");
            })
        .servlet("/broken", (request, response) -> response.sendError(500, "broken"))
        .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
        .start();
  }

  @Test
  void it_has_the_place_in_the_queue_and_then_the_progress() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      String first = client.begun("/slow");
      gate.awaitArrived(1);
      String second = client.begun("/slow");
      String third = client.begun("/slow");
      assertThat(client.get(first).body())
          .contains(
              "\"state\":\"RUNNING\"",
              "\"progress\":{\"done\":1,\"total\":4,\"percent\":25,"
                  + "\"message\":\"a quarter \\u003cdone>\"}")
          .doesNotContain("position");
      assertThat(client.get(second).body()).contains("\"state\":\"QUEUED\"", "\"position\":1");
      assertThat(client.get(third).body()).contains("\"position\":2");
      gate.open();
      assertThat(client.result(third).body()).isEqualTo("done");
    }
  }

  @Test
  void a_task_whose_servlet_fails_has_failed_and_its_status_has_not() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/broken");
      RawClient.Reply end = client.awaitEnd(location);
      assertThat(end.status()).isEqualTo(303);
      assertThat(end.header("Expires")).endsWith(" GMT");
      assertThat(end.body())
          .contains("\"state\":\"FAILED\"", "\"status\":500", "\"expires\":\"")
          .contains("\"error\":{\"type\":\"/problems/failed\"");
      RawClient.Reply result = client.get(location + "/result");
      assertThat(result.status()).isEqualTo(500);
      assertThat(result.body()).contains("broken");
    }
  }

  @Test
  void a_result_that_is_not_there_yet_is_a_202() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      RawClient.Reply early = client.get(location + "/result");
      assertThat(early.status()).isEqualTo(202);
      assertThat(early.header("Location")).isEqualTo(location);
      assertThat(early.header("Retry-After")).isEqualTo("2");
      gate.open();
    }
  }

  @Test
  void what_has_ended_is_forgotten_by_delete() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/quick");
      client.awaitEnd(location);
      assertThat(client.send("DELETE", location).status()).isEqualTo(204);
      assertThat(client.get(location).status()).isEqualTo(404);
      assertThat(client.get(location + "/result").status()).isEqualTo(404);
    }
  }

  @Test
  void what_waits_never_starts_after_delete_and_what_runs_is_interrupted() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      String running = client.begun("/slow");
      gate.awaitArrived(1);
      String waiting = client.begun("/slow");
      assertThat(client.send("DELETE", waiting).status()).isEqualTo(204);
      assertThat(client.send("DELETE", running).status()).isEqualTo(202);
      for (String cancelled : new String[] {waiting, running}) {
        RawClient.Reply status = client.get(cancelled);
        assertThat(status.status()).isEqualTo(200);
        assertThat(status.body()).contains("\"state\":\"CANCELLED\"", "\"done\":true");
        // What has ended is forgotten by the same request.
        assertThat(client.send("DELETE", cancelled).status()).isEqualTo(204);
        assertThat(client.get(cancelled).status()).isEqualTo(404);
      }
      await().until(() -> gate.interrupted() == 1);
      // The place of the one that ran is free again.
      assertThat(client.result(client.begun("/quick")).body()).isEqualTo("quick");
      assertThat(gate.arrived()).isEqualTo(1);
    }
  }

  /** H2, Lucene and every FileChannel are closed for all by an interrupt of one. */
  @ParameterizedTest
  @ValueSource(strings = {"in-process", "connection"})
  void what_runs_is_left_alone_if_its_rule_says_so(String way) throws Exception {
    assertLeftAlone("/slow interrupt=no\n/**", way, "true");
  }

  @Test
  void what_runs_is_left_alone_if_its_pool_says_so() throws Exception {
    assertLeftAlone("/**", "in-process", "false");
  }

  private static void assertLeftAlone(String rules, String way, String interrupt) throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            app(gate, rules, "offstage.respond.way", way, "offstage.pool.interrupt", interrupt)) {
      RespondClient client = new RespondClient(app);
      String running = client.begun("/slow");
      gate.awaitArrived(1);
      assertThat(client.send("DELETE", running).status()).isEqualTo(202);
      assertThat(client.get(running).body()).contains("\"state\":\"CANCELLED\"");
      String next = client.begun("/quick");
      // Longer than the ways look for a cancellation; the place stays taken as long as the work.
      await()
          .during(Duration.ofMillis(2_500))
          .atMost(Duration.ofSeconds(20))
          .until(() -> client.get(next).body().contains("\"state\":\"QUEUED\""));
      gate.open();
      assertThat(client.result(next).body()).isEqualTo("quick");
      assertThat(gate.passed()).isEqualTo(1);
      assertThat(gate.interrupted()).isZero();
      assertThat(client.get(running + "/result").status()).isEqualTo(409);
    }
  }

  @Test
  void who_cancels_by_the_form_of_the_page_sees_that_it_is_cancelled() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/** page")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      gate.awaitArrived(1);
      RawClient.Reply cancelled = client.send("POST", location + "/cancel");
      assertThat(cancelled.status()).isEqualTo(303);
      assertThat(cancelled.header("Location")).isEqualTo(location);
      await().until(() -> gate.interrupted() == 1);
      assertThat(client.result(client.begun("/quick")).body()).isEqualTo("quick");
      RawClient.Reply page = client.get(location, "Accept: text/html");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("Your request was cancelled");
      assertThat(client.get(location + "/result").status()).isEqualTo(409);
    }
  }

  @Test
  void a_browser_is_told_on_a_page_what_others_are_told_as_json() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn(24)
                .param("offstage.pool.size", "1")
                .param("offstage.pool.queue", "1")
                .param("offstage.respond", "/slow always page")
                .servlet("/slow", (request, response) -> gate.pass())
                .start()) {
      RespondClient browser = new RespondClient(app, "Accept: text/html");
      assertThat(browser.send("POST", "/shop/slow").status()).isEqualTo(303);
      gate.awaitArrived(1);
      assertThat(browser.send("POST", "/shop/slow").status()).isEqualTo(303);
      RawClient.Reply full = browser.send("POST", "/shop/slow");
      assertThat(full.status()).isEqualTo(503);
      assertThat(full.header("Retry-After")).isEqualTo("5");
      assertThat(full.header("Content-Type")).startsWith("text/html");
      assertThat(full.body()).contains("The server is busy.");
      RawClient.Reply unknown = browser.get("/shop/_offstage/tasks/x");
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.body()).contains(">There is no such task.");
      assertThat(new RespondClient(app).begin("/slow").header("Content-Type"))
          .isEqualTo("application/problem+json");
      gate.open();
    }
  }

  @Test
  void a_file_does_not_take_the_place_of_the_page_unless_that_is_of_the_webapp() throws Exception {
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.respond", "/file always page\n/own always page=/file")
            .servlet(
                "/file",
                (request, response) -> {
                  response.setHeader("Content-Disposition", "attachment; filename=a.txt");
                  response.getWriter().write("a");
                })
            .servlet("/own", (request, response) -> response.setStatus(204))
            .start()) {
      RespondClient browser = new RespondClient(app, "Accept: text/html");
      RawClient.Reply done =
          browser.awaitEnd(browser.send("POST", "/shop/file").header("Location"));
      assertThat(done.status()).isEqualTo(200);
      assertThat(done.body()).contains("Your request is done", "0; url=/shop/file?_offstage=");
      done = browser.awaitEnd(browser.send("POST", "/shop/own").header("Location"));
      assertThat(done.status()).isEqualTo(303);
      assertThat(done.header("Location")).startsWith("/shop/own?_offstage=");
    }
  }

  @Test
  void an_id_that_never_was_is_a_404() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/**")) {
      RespondClient client = new RespondClient(app);
      for (String path : new String[] {"", "x", "x/result", "x/cancel", "../x", "x/y/z"}) {
        assertThat(client.get("/shop/_offstage/tasks/" + path).status()).isIn(404, 400);
      }
      assertThat(client.get("/shop/_offstage/").status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "POST", "PATCH"})
  void other_methods_are_not_allowed(String method) throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate, "/slow")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      RawClient.Reply refused = client.send(method, location);
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.header("Allow")).isEqualTo("GET, HEAD, DELETE, OPTIONS");
      assertThat(client.send(method, location + "/result").status()).isEqualTo(405);
      gate.open();
    }
  }

  @Test
  void scripts_of_other_origins_see_the_headers_where_something_in_front_lets_them_in()
      throws Exception {
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.respond", "/**")
            .inFront(new AllowsOrigins())
            .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
            .start()) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply accepted = client.begin("/quick");
      assertThat(accepted.header("Access-Control-Expose-Headers"))
          .isEqualTo("Location, Retry-After, Preference-Applied");
      assertThat(client.get(accepted.header("Location")).header("Access-Control-Expose-Headers"))
          .isNotNull();
    }
  }

  /** As a CORS filter in front of Offstage's. */
  static final class AllowsOrigins extends org.eclipse.jetty.server.Handler.Wrapper {
    @Override
    public boolean handle(
        org.eclipse.jetty.server.Request request,
        org.eclipse.jetty.server.Response response,
        org.eclipse.jetty.util.Callback callback)
        throws Exception {
      response.getHeaders().put("Access-Control-Allow-Origin", "*");
      return super.handle(request, response, callback);
    }
  }
}
