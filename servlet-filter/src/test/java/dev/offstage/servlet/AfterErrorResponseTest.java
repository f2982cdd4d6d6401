package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * After an error the container writes the page. Jetty calls the request over before that, so here
 * the work may begin beside the page; the tests in real containers see it begin after it.
 */
class AfterErrorResponseTest {
  private final Gate gate = new Gate();
  private Webapp app;

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private Webapp webapp() {
    return Webapp.dropIn()
        .servlet(
            "/error",
            (request, response) -> {
              work();
              response.sendError(409, "no");
            })
        .servlet(
            "/throw",
            (request, response) -> {
              work();
              throw new IllegalStateException("of the app");
            })
        .servlet(
            "/status",
            (request, response) -> {
              work();
              response.setStatus(422);
              response.getWriter().write("own page");
            })
        .servlet("/plain", (request, response) -> response.sendError(404))
        .servlet("/next", (request, response) -> response.getWriter().write("next"));
  }

  private Webapp withErrorPage(Webapp.Service page) {
    Webapp made = webapp().servlet("/page", page);
    ErrorPageErrorHandler pages = new ErrorPageErrorHandler();
    pages.addErrorPage(400, 599, "/page");
    made.context.setErrorHandler(pages);
    return made;
  }

  private void work() {
    Offstage.task(gate::pass).name("work").afterResponse().start();
  }

  @ParameterizedTest
  @CsvSource({"/error,409", "/throw,500", "/status,422"})
  void the_client_has_everything_and_the_connection_while_the_work_is_held(String path, int status)
      throws Exception {
    app = webapp().start();
    try (RawClient client = app.client()) {
      assertThat(client.get("/shop" + path).status()).isEqualTo(status);
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
      assertThat(gate.passed()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"/error,409", "/throw,500"})
  void the_error_page_does_not_wait_for_the_work(String path, int status) throws Exception {
    app =
        withErrorPage((request, response) -> response.getWriter().write("page of the app")).start();
    try (RawClient client = app.client()) {
      RawClient.Reply reply = client.get("/shop" + path);
      assertThat(reply.status()).isEqualTo(status);
      assertThat(reply.body()).isEqualTo("page of the app");
      gate.awaitArrived(1);
      assertThat(gate.passed()).isZero();
    }
  }

  @Test
  void work_of_the_error_page_waits_for_its_end() throws Exception {
    Gate page = new Gate();
    app =
        withErrorPage(
                (request, response) -> {
                  work();
                  page.pass();
                })
            .start();
    try (RawClient client = app.client()) {
      client.send("/shop/plain");
      page.awaitArrived(1);
      app.get("/next");
      assertThat(gate.arrived()).isZero();
      page.open();
      assertThat(client.read().status()).isEqualTo(404);
      gate.awaitArrived(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"/error", "/throw"})
  void work_of_the_error_page_is_kept_apart_from_the_work_before_it(String path) throws Exception {
    app = withErrorPage((request, response) -> work()).start();
    app.get(path);
    gate.awaitArrived(2);
  }
}
