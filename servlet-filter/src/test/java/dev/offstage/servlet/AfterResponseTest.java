package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AfterResponseTest {
  private final Gate gate = new Gate();

  private Webapp app;

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private void work() {
    Offstage.task(gate::pass).name("work").afterResponse().start();
  }

  private Webapp webapp() {
    return Webapp.dropIn()
        .servlet("/nothing", (request, response) -> work())
        .servlet(
            "/writer",
            (request, response) -> {
              work();
              response.getWriter().write("whole");
            })
        .servlet(
            "/stream",
            (request, response) -> {
              response.getOutputStream().write(new byte[100_000]);
              work();
            })
        .servlet(
            "/closed",
            (request, response) -> {
              response.getWriter().write("whole");
              response.getWriter().close();
              work();
            })
        .servlet(
            "/forward",
            (request, response) -> {
              work();
              request.getRequestDispatcher("/target").forward(request, response);
            })
        .servlet(
            "/include",
            (request, response) -> {
              response.getWriter().write("before, ");
              request.getRequestDispatcher("/target").include(request, response);
              response.getWriter().write(", after");
            })
        .servlet("/redirect", (request, response) -> redirect(response))
        .servlet(
            "/target",
            (request, response) -> {
              work();
              response.getWriter().write("target");
            })
        .servlet("/next", (request, response) -> response.getWriter().write("next"));
  }

  private void redirect(HttpServletResponse response) throws IOException {
    work();
    response.sendRedirect("/shop/next");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/nothing", "/writer", "/stream", "/closed", "/forward", "/include", "/redirect"})
  void the_client_has_everything_and_the_connection_while_the_work_is_held(String path)
      throws Exception {
    app = webapp().start();
    try (RawClient client = app.client()) {
      assertThat(client.get("/shop" + path).status()).isLessThan(400);
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
      assertThat(gate.passed()).isZero();
    }
  }

  @Test
  void an_included_page_does_not_end_the_response_of_the_including_one() throws Exception {
    app = webapp().start();
    assertThat(app.get("/include").body()).isEqualTo("before, target, after");
  }

  @Test
  void the_work_does_not_begin_while_the_servlet_runs() throws Exception {
    Gate servlet = new Gate();
    app =
        Webapp.dropIn()
            .servlet(
                "/slow",
                (request, response) -> {
                  work();
                  response.getWriter().write("a part");
                  response.flushBuffer();
                  servlet.pass();
                })
            .servlet("/other", (request, response) -> Offstage.call(() -> 1).join())
            .start();
    try (RawClient client = app.client()) {
      client.send("/shop/slow");
      servlet.awaitArrived(1);
      app.get("/other");
      assertThat(gate.arrived()).isZero();
      servlet.open();
      assertThat(client.read().body()).isEqualTo("a part");
      gate.awaitArrived(1);
    }
  }
}
