package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.eclipse.jetty.ee10.servlet.security.ConstraintMapping;
import org.eclipse.jetty.ee10.servlet.security.ConstraintSecurityHandler;
import org.eclipse.jetty.security.Constraint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits is done as whoever has sent it, or not at all. */
class RespondIdentityTest {
  /** Something that is known wherever the session has gone. */
  private static final String TOKEN = "Authorization: Bearer x";

  private static final String ENDED = "\"type\":\"/problems/login-ended\"";

  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();
  private final List<String> done = new CopyOnWriteArrayList<>();

  @AfterEach
  void end() {
    gate.close();
    log.close();
  }

  /** Keeps the login in the session, as legacy webapps do; one worker. */
  private Webapp app(String identity) throws Exception {
    Webapp app =
        Webapp.dropIn(24)
            .param("offstage.respond", "POST /work\nPOST /gate\nPOST /secured")
            .param("offstage.pool.size", "1")
            .servlet("/login", RespondIdentityTest::login)
            .servlet("/logout", (request, response) -> request.getSession().invalidate())
            .servlet("/renew", (request, response) -> renew(request, response))
            .servlet("/gate", (request, response) -> gate.pass())
            .servlet("/work", this::work)
            .servlet("/secured", this::work);
    if (!identity.isEmpty()) {
      app.param("offstage.respond.identity", identity);
    }
    app.context.setSessionHandler(new SessionHandler());
    ConstraintMapping secured = new ConstraintMapping();
    secured.setPathSpec("/secured");
    secured.setConstraint(Constraint.from("customer"));
    ConstraintSecurityHandler security = Users.security();
    security.addConstraintMapping(secured);
    app.context.setSecurityHandler(security);
    app.start();
    new RespondClient(app).begun("/gate");
    gate.awaitArrived(1);
    return app;
  }

  private static void login(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String user = request.getParameter("user");
    HttpSession session = request.getSession();
    session.setAttribute("user", user);
    session.setAttribute("role", "of " + user);
    response.getWriter().write(session.getId());
  }

  private static void renew(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getWriter().write(request.changeSessionId());
  }

  private void work(HttpServletRequest request, HttpServletResponse response) throws IOException {
    HttpSession session = request.getSession(false);
    Object user = session == null ? "nobody" : session.getAttribute("user");
    done.add("work of " + user);
    response.getWriter().write("work of " + user);
  }

  private static String session(Webapp app, String user) throws IOException {
    return "Cookie: JSESSIONID=" + app.get("/login?user=" + user).body();
  }

  private void assertLoginEnded(RespondClient client, String task) throws IOException {
    gate.open();
    assertThat(client.awaitEnd(task).body()).contains("\"state\":\"FAILED\"", ENDED);
    RawClient.Reply result = client.get(task + "/result");
    assertThat(result.status()).isEqualTo(403);
    assertThat(result.body()).contains(ENDED);
    assertThat(done).isEmpty();
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith("offstage: 'POST /work' was not done: ");
  }

  @Test
  void another_login_on_the_same_session_does_not_get_the_work_done_as_itself() throws Exception {
    try (Webapp app = app("user")) {
      RespondClient client = new RespondClient(app, session(app, "ann"), TOKEN);
      String task = client.begun("/work");
      client.get("/shop/login?user=bob");
      assertLoginEnded(client, task);
    }
  }

  @Test
  void a_login_in_between_counts_for_a_request_without_one() throws Exception {
    try (Webapp app = app("role user")) {
      RespondClient client = new RespondClient(app, session(app, "ann"), TOKEN);
      client.get("/shop/logout");
      RespondClient anonymous = new RespondClient(app, session(app, ""), TOKEN);
      String task = anonymous.begun("/work");
      anonymous.get("/shop/login?user=ann");
      assertLoginEnded(anonymous, task);
    }
  }

  @Test
  void a_session_that_has_ended_ends_what_waits_for_it_without_any_setting() throws Exception {
    try (Webapp app = app("")) {
      RespondClient client = new RespondClient(app, session(app, "ann"), TOKEN);
      String task = client.begun("/work");
      client.get("/shop/logout");
      assertLoginEnded(client, task);
    }
  }

  @Test
  void what_waits_is_done_when_nobody_else_has_logged_in() throws Exception {
    try (Webapp app = app("user, role")) {
      RespondClient client = new RespondClient(app, session(app, "ann"), TOKEN);
      String task = client.begun("/work");
      client.get("/shop/login?user=ann");
      gate.open();
      assertThat(client.result(task).body()).isEqualTo("work of ann");
      assertThat(log.warnings()).isEmpty();
    }
  }

  /** As at a login; the session under the id that the client had then is gone. */
  @Test
  void a_session_that_gets_another_id_ends_what_waits_for_it() throws Exception {
    try (Webapp app = app("")) {
      RespondClient client = new RespondClient(app, session(app, "ann"), TOKEN);
      String task = client.begun("/work");
      client.get("/shop/renew");
      assertLoginEnded(client, task);
    }
  }

  @Test
  void a_request_without_a_session_is_done_whatever_its_client_begins_meanwhile() throws Exception {
    try (Webapp app = app("user")) {
      RespondClient client = new RespondClient(app);
      String task = client.begun("/work");
      session(app, "ann");
      gate.open();
      assertThat(client.result(task).body()).isEqualTo("work of nobody");
    }
  }

  @Test
  void a_user_of_the_server_keeps_the_work_whatever_becomes_of_other_sessions() throws Exception {
    try (Webapp app = app("user")) {
      RespondClient client = new RespondClient(app, Users.basic("user1"));
      String task = client.begun("/work");
      gate.open();
      assertThat(client.result(task).body()).isEqualTo("work of nobody");
    }
  }

  /** By a login on a session that there was before. */
  @Test
  void a_session_whose_id_changes_with_the_request_itself_is_still_that_of_the_work()
      throws Exception {
    try (Webapp app = app("user")) {
      RespondClient client = new RespondClient(app, session(app, "ann"), Users.basic("user1"));
      String task = client.begun("/secured");
      gate.open();
      new RespondClient(app, Users.basic("user1")).awaitEnd(task);
      assertThat(done).containsExactly("work of ann");
    }
  }

  /** Both are of one browser, and hence of one session. */
  @Test
  void who_logs_in_next_on_the_session_sees_neither_the_result_nor_the_task() throws Exception {
    try (Webapp app = app("user")) {
      gate.open();
      String key = "Idempotency-Key: the-same-key-of-both";
      RespondClient client = new RespondClient(app, session(app, "ann"));
      String task = client.begun("/work", key);
      assertThat(client.result(task).body()).isEqualTo("work of ann");
      client.get("/shop/login?user=bob");
      assertThat(client.get(task).status()).isEqualTo(404);
      assertThat(client.get(task + "/result").status()).isEqualTo(404);
      String other = client.begun("/work", key);
      assertThat(other).isNotEqualTo(task);
      assertThat(client.result(other).body()).isEqualTo("work of bob");
      client.get("/shop/login?user=ann");
      assertThat(client.begun("/work", key)).isEqualTo(task);
    }
  }
}
