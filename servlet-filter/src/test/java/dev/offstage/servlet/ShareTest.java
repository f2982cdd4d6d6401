package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.security.Principal;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is one client when a pool's queue is shared: two places of ten for each. */
class ShareTest {
  private static final String ALICE = "X-User: alice";
  private static final String BOB = "X-User: bob";

  private final Gate gate = new Gate();
  private Webapp app = withShare(Webapp.dropIn());

  private static Webapp withShare(Webapp webapp) {
    return webapp
        .param("offstage.pool.size", "1")
        .param("offstage.pool.queue", "10")
        .param("offstage.pool.share", "20%")
        .servlet("/run", (request, response) -> Offstage.run(() -> {}))
        .servlet("/after", (request, response) -> Offstage.task(() -> {}).afterResponse().start())
        .servlet(
            "/later",
            (request, response) ->
                AsyncReply.to(request, response).write(() -> "", (result, out) -> {}))
        .servlet(
            "/first",
            (request, response) -> AsyncReply.to(request, response).accepted("/42").then(() -> {}))
        .servlet("/login", (request, response) -> request.getSession(true))
        .servlet(
            "/new-session",
            (request, response) -> {
              request.getSession(true);
              Offstage.run(() -> {});
            })
        .servlet(
            "/logout",
            (request, response) -> {
              request.getSession(false).invalidate();
              Offstage.run(() -> {});
            });
  }

  private void start() throws Exception {
    app.context.setSessionHandler(new SessionHandler());
    app.start();
    Offstage.run(gate::pass);
    gate.awaitArrived(1);
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private RawClient.Reply get(String path, String... headers) throws IOException {
    try (RawClient client = app.client()) {
      return client.get("/shop" + path, headers);
    }
  }

  private RawClient.Reply getFrom(String address, String path) throws IOException {
    try (RawClient client = new RawClient(app.port(), address)) {
      return client.get("/shop" + path);
    }
  }

  private String newSession() throws IOException {
    return "Cookie: " + get("/login").header("Set-Cookie").split(";", 2)[0];
  }

  /** Queues what the client may, and one more. */
  private RawClient.Reply usedUp(String path, String... headers) throws IOException {
    assertThat(get("/run", headers).status()).isEqualTo(200);
    assertThat(get("/run", headers).status()).isEqualTo(200);
    return get(path, headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/run", "/after", "/later", "/first"})
  void past_its_share_a_client_gets_the_503_of_a_full_pool(String path) throws Exception {
    start();

    RawClient.Reply reply = usedUp(path);

    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("5");
    assertThat(reply.header("Set-Cookie")).isNull();
    assertThat(reply.body())
        .isEqualTo(
            "{\"type\":\"/problems/queue-full\",\"title\":\"Service Unavailable\",\"status\":503,"
                + "\"detail\":\"All workers are busy; try again soon.\"}");
    assertThat(Offstage.pool().queued()).isEqualTo(2);
  }

  @Test
  void a_user_is_one_client_whatever_the_session() throws Exception {
    Filter login =
        (request, response, chain) ->
            chain.doFilter(new WithUser((HttpServletRequest) request), response);
    app = withShare(Webapp.bare(12)).filter(login, true).filter(new OffstageFilter(), true);
    start();

    assertThat(usedUp("/run", ALICE, newSession()).status()).isEqualTo(503);
    assertThat(get("/run", ALICE, newSession()).status()).isEqualTo(503);
    assertThat(get("/run", BOB).status()).isEqualTo(200);
  }

  @Test
  void a_session_is_one_client_whatever_the_address() throws Exception {
    start();
    String alice = newSession();

    assertThat(usedUp("/run", alice).status()).isEqualTo(503);
    assertThat(get("/run", newSession()).status()).isEqualTo(200);
    assertThat(get("/run").status()).isEqualTo(200);
  }

  @Test
  void without_a_session_an_address_is_one_client() throws Exception {
    start();

    assertThat(usedUp("/run").status()).isEqualTo(503);
    assertThat(get("/run", "Cookie: JSESSIONID=forged").status()).isEqualTo(503);
    assertThat(getFrom("127.0.0.2", "/run").status()).isEqualTo(200);
  }

  @Test
  void who_throws_his_cookies_away_is_no_new_client_each_time() throws Exception {
    start();

    assertThat(usedUp("/new-session").status()).isEqualTo(503);
  }

  @Test
  void who_has_just_logged_out_is_known_by_the_address() throws Exception {
    start();
    String session = newSession();

    assertThat(usedUp("/run").status()).isEqualTo(503);
    assertThat(get("/logout", session).status()).isEqualTo(503);
  }

  private static final class WithUser extends HttpServletRequestWrapper {
    WithUser(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Principal getUserPrincipal() {
      String user = getHeader("X-User");
      return user == null ? null : () -> user;
    }
  }
}
