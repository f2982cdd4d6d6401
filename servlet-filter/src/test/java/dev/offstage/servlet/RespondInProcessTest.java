package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.Test;

/** Requests that return without a connection. */
class RespondInProcessTest {
  @Test
  void a_request_returns_without_a_connection_and_the_start_line_says_so() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app =
            Way.IN_PROCESS
                .set(Webapp.dropIn())
                .param("offstage.respond", "/**")
                .servlet("/see", (request, response) -> response.getWriter().write("seen"))
                .start()) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply result = client.result(client.begun("/see"));
      assertThat(result.status()).isEqualTo(200);
      assertThat(result.body()).isEqualTo("seen");
      assertThat(log.messages())
          .anyMatch(it -> it.contains("requests of offstage.respond return in process, Jetty 12."));
    }
  }
}
