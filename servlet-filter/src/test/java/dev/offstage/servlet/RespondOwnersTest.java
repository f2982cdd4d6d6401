package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Soak;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody can read, cancel or tell the existence of another's task. */
@Timeout(600)
class RespondOwnersTest {
  private static Webapp app() throws Exception {
    Webapp app =
        Webapp.dropIn(24)
            .param("offstage.respond", "/report")
            .param("offstage.pool.queue", "5000")
            .servlet("/login", RespondOwnersTest::login)
            .servlet(
                "/report",
                (request, response) -> response.getWriter().write("of " + request.getQueryString()))
            .servlet(
                "/renew",
                (request, response) -> response.getWriter().write(request.changeSessionId()));
    app.context.setSessionHandler(new org.eclipse.jetty.ee10.servlet.SessionHandler());
    app.context.setSecurityHandler(Users.security());
    return app.start();
  }

  private static void login(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write(request.getSession().getId());
  }

  private static String session(Webapp app) throws IOException {
    return "Cookie: JSESSIONID=" + app.get("/login").body();
  }

  /** A client, and its tasks. */
  private record Owner(RespondClient client, List<String> tasks) {}

  private static List<Owner> owners(Webapp app) throws IOException {
    List<Owner> owners = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      owners.add(new Owner(new RespondClient(app, session(app)), new ArrayList<>()));
      owners.add(new Owner(new RespondClient(app, Users.basic("user" + i)), new ArrayList<>()));
    }
    return owners;
  }

  @Test
  void everybody_has_their_own_tasks_and_nobody_elses() throws Exception {
    try (Webapp app = app()) {
      RespondClient anonymous = new RespondClient(app);
      List<Owner> owners = owners(app);
      int each = Soak.count(5, 50);
      for (Owner owner : owners) {
        for (int i = 0; i < each; i++) {
          owner.tasks.add(owner.client.begun("/report?x=" + owners.indexOf(owner)));
        }
      }
      Random random = new Random(1);
      int tries = 0;
      for (Owner owner : owners) {
        for (String task : owner.tasks) {
          Owner other = owners.get(random.nextInt(owners.size()));
          for (RespondClient thief : List.of(anonymous, other.client)) {
            if (thief != owner.client) {
              assertLearnsNothing(thief, task);
              tries++;
            }
          }
          assertThat(owner.client.result(task).body()).isEqualTo("of x=" + owners.indexOf(owner));
        }
      }
      System.out.printf("%d tries at the tasks of others, none with success%n", tries);
      assertThat(tries).isGreaterThan(each * owners.size());
    }
  }

  /** All as for a task that never was, to the last byte. */
  private static void assertLearnsNothing(RespondClient thief, String task) throws IOException {
    String unknown = task.substring(0, task.lastIndexOf('/') + 1) + "AAAAAAAAAAAAAAAAAAAAAA";
    String id = task.substring(task.lastIndexOf('/') + 1);
    assertSame(thief.get(task), thief.get(unknown));
    assertSame(thief.get(task + "/result"), thief.get(unknown + "/result"));
    assertSame(thief.send("DELETE", task), thief.send("DELETE", unknown));
    assertSame(thief.send("POST", task + "/cancel"), thief.send("POST", unknown + "/cancel"));
    assertSame(
        thief.get("/shop/report?_offstage=" + id),
        thief.get("/shop/report?_offstage=AAAAAAAAAAAAAAAAAAAAAA"));
    assertSame(
        thief.get(task, "Accept: text/event-stream"),
        thief.get(unknown, "Accept: text/event-stream"));
  }

  private static void assertSame(RawClient.Reply of, RawClient.Reply unknown) {
    assertThat(of.status()).isEqualTo(404);
    assertThat(of.body()).isEqualTo(unknown.body());
    assertThat(of.headers().keySet()).isEqualTo(unknown.headers().keySet());
  }

  @Test
  void the_key_of_another_begins_a_task_of_ones_own() throws Exception {
    try (Webapp app = app()) {
      String key = "Idempotency-Key: the-same-key-of-both";
      RespondClient first = new RespondClient(app, session(app));
      RespondClient second = new RespondClient(app, session(app));
      String own = first.begun("/report", key);
      assertThat(second.begun("/report", key)).isNotEqualTo(own);
      assertThat(first.begun("/report", key)).isEqualTo(own);
    }
  }

  /** The container knows nothing of the token; the webapp does. */
  @Test
  void the_task_of_a_client_with_a_token_is_for_that_token() throws Exception {
    try (Webapp app = app()) {
      RespondClient ann = new RespondClient(app, "Authorization: Bearer ann");
      String task = ann.begun("/report?x=1");
      for (RespondClient thief :
          List.of(
              new RespondClient(app),
              new RespondClient(app, "Authorization: Bearer bob"),
              new RespondClient(app, session(app)))) {
        assertLearnsNothing(thief, task);
      }
      assertThat(ann.result(task).body()).isEqualTo("of x=1");
    }
  }

  /** A browser sends it to the folder of the first request only, which the status is not in. */
  @Test
  void the_task_of_a_basic_login_that_the_server_does_not_know_is_for_its_id() throws Exception {
    try (Webapp app = app()) {
      String task = new RespondClient(app, "Authorization: Basic eDp5").begun("/report?x=1");
      assertThat(new RespondClient(app).result(task).body()).isEqualTo("of x=1");
    }
  }

  @Test
  void a_session_that_changes_its_id_keeps_its_tasks() throws Exception {
    try (Webapp app = app()) {
      String cookie = session(app);
      RespondClient before = new RespondClient(app, cookie);
      String task = before.begun("/report?x=1");
      before.awaitEnd(task);
      String id = before.get("/shop/renew").body();
      assertThat(before.get(task).status()).isEqualTo(404);
      RespondClient after = new RespondClient(app, "Cookie: JSESSIONID=" + id);
      assertThat(after.result(task).body()).isEqualTo("of x=1");
    }
  }

  @Test
  void what_nobody_owns_is_open_to_who_has_its_url() throws Exception {
    try (Webapp app = app()) {
      String task = new RespondClient(app).begun("/report?x=1");
      assertThat(task.substring(task.lastIndexOf('/') + 1)).hasSize(22);
      assertThat(new RespondClient(app, session(app)).result(task).body()).isEqualTo("of x=1");
    }
  }
}
