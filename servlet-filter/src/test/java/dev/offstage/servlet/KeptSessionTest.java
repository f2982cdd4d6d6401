package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.SessionHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work that holds a session is done, and the log says what may become of it. */
class KeptSessionTest {
  private final Webapp app = Webapp.dropIn();
  private final LogRecords log = new LogRecords();

  @BeforeEach
  void allow_sessions() {
    app.context.setSessionHandler(new SessionHandler());
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    log.close();
  }

  private void serve(Webapp.Service service) throws Exception {
    app.servlet("/it", service).start();
    for (int i = 0; i < 2; i++) {
      assertThat(app.get("/it").status()).isEqualTo(200);
    }
  }

  private static void use(Object anything) {
    assertThat(anything).isNotNull();
  }

  private List<String> said() {
    return log.warnings();
  }

  private static HttpSession session(HttpServletRequest request) {
    return request.getSession();
  }

  @Test
  void a_lambda_with_a_session_is_warned_of_once() throws Exception {
    serve(
        (request, response) -> {
          HttpSession session = session(request);
          session.setAttribute("user", "anna");
          assertThat(join(Offstage.call(() -> session.getAttribute("user")))).isEqualTo("anna");
        });

    assertThat(said())
        .singleElement()
        .asString()
        .startsWith("offstage: 'KeptSessionTest.")
        .containsPattern(
            "' is accepted as a task, but it holds the org\\.eclipse\\.jetty\\.\\S+ in its field")
        .contains("which may have ended by the time it runs", "IllegalStateException")
        .contains("or may have somebody else's login by then")
        .contains(
            "Read what the task needs from it beforehand. Handed over at dev.offstage.servlet.")
        .endsWith("(logged only once per kind of work)");
  }

  @Test
  void so_is_one_with_a_session_in_a_map() throws Exception {
    serve(
        (request, response) -> {
          Map<String, Object> model = Map.of("session", session(request));
          join(Offstage.call(() -> model.get("session")));
        });

    assertThat(said()).singleElement().asString().contains("a map, which may have ended");
  }

  /** As a listener that counts who is online. */
  private static final class Registry {
    final Map<String, HttpSession> all = new ConcurrentHashMap<>();

    Task<Integer> count() {
      return Offstage.call(() -> all.size());
    }
  }

  @Test
  void what_the_application_keeps_of_all_sessions_is_its_own_business() throws Exception {
    Registry registry = new Registry();
    serve(
        (request, response) -> {
          registry.all.put("anna", session(request));
          join(registry.count());
        });

    assertThat(said()).isEmpty();
  }

  @Test
  void so_is_a_session_of_a_snapshot() throws Exception {
    serve(
        (request, response) -> {
          session(request);
          HttpSession copy = RequestSnapshot.of(request).getSession();
          join(Offstage.call(() -> copy.getId()));
        });

    assertThat(said()).isEmpty();
  }

  @Test
  void work_with_a_request_as_well_is_refused_without_a_warning() throws Exception {
    serve(
        (request, response) -> {
          HttpSession session = session(request);
          assertThatIllegalArgumentException()
              .isThrownBy(
                  () ->
                      Offstage.run(
                          () -> {
                            use(session);
                            use(request);
                          }))
              .withMessageContaining("which the container gives to the next request");
        });

    assertThat(said()).isEmpty();
  }

  private static <T> T join(Task<T> task) {
    try {
      return task.join();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
