package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses of second requests that end before they are whole. */
class RespondBreakTest {
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop_listening() {
    log.close();
  }

  private static Webapp app() throws Exception {
    return Webapp.dropIn(24)
        .param("offstage.respond", "/**")
        .servlet("/plain", (request, response) -> end(request, response))
        .servlet(
            "/async",
            (request, response) -> {
              AsyncContext async = request.startAsync();
              begin(request, response);
              async.dispatch("/plain?again");
            })
        .start();
  }

  /** With {@code close}, Jetty lets the response end with its connection. */
  private static void begin(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String query = String.valueOf(request.getQueryString());
    if (query.contains("close")) {
      response.setHeader("Connection", "close");
    }
    if (query.contains("short")) {
      response.setContentLength(100);
    }
    response.getWriter().write("first ");
    response.flushBuffer();
  }

  private static void end(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!response.isCommitted()) {
      begin(request, response);
    }
    if (String.valueOf(request.getParameter("how")).equals("throw")) {
      throw new IllegalStateException("after the first bytes");
    }
    response.getWriter().write("second");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/plain?how=throw",
        "/plain?how=throw&close",
        "/plain?short",
        "/plain?short&close",
        "/async?how=throw",
        "/async?how=throw&close",
        "/async?short"
      })
  void a_response_that_breaks_off_is_no_result(String path) throws Exception {
    try (Webapp app = app()) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply result = client.result(client.begun(path));
      assertThat(result.status()).isEqualTo(500);
      assertThat(result.body()).contains("/problems/failed").doesNotContain("first");
      assertThat(log.warnings()).singleElement().asString().contains("has no response");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain", "/plain?close", "/async", "/async?close"})
  void a_response_that_ends_is_a_result_also_where_its_connection_ends_with_it(String path)
      throws Exception {
    try (Webapp app = app()) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply result = client.result(client.begun(path));
      assertThat(result.status()).isEqualTo(200);
      assertThat(result.body()).isEqualTo("first second");
    }
  }

  /** The filter of the webapp has ended when the answer comes. */
  @Test
  void an_answer_that_a_filter_in_front_has_kept_is_a_500_and_never_empty() throws Exception {
    Filter keeping =
        (request, response, chain) -> {
          Caching own = new Caching((HttpServletResponse) response);
          chain.doFilter(request, own);
          own.handDown();
        };
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.bare(24)
                .param("offstage.respond", "/**")
                .servlet("/slow", (request, response) -> gate.pass())
                .filter(keeping, true)
                .filter(new OffstageFilter(), true)
                .start()) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/slow");
      gate.awaitArrived(1);
      assertThat(client.get(location).status()).isEqualTo(202);
      assertThat(client.get(location, "Prefer: wait=1").status()).isEqualTo(500);
      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("Caching", "put Offstage's filter in front");
    }
  }
}
