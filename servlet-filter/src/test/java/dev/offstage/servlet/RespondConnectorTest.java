package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.Test;

/** A connector that is not the way back, though the deployer has named it. */
class RespondConnectorTest {
  private static Webapp app() {
    return Webapp.dropIn(24)
        .param("offstage.respond", "/**")
        .servlet("/see", (request, response) -> response.getWriter().write("seen"));
  }

  @Test
  void a_server_that_does_not_reach_itself_answers_as_before_and_says_so_once() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app = app().param("offstage.respond.connector", "http://127.0.0.1:1").start()) {
      RespondClient client = new RespondClient(app);
      for (int i = 0; i < 3; i++) {
        RawClient.Reply reply = client.begin("/see");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo("seen");
      }
      assertThat(log.messages())
          .filteredOn(it -> it.contains("this server cannot reach itself there"))
          .singleElement()
          .asString()
          .contains("http://127.0.0.1:1", "offstage.respond.connector");
    }
  }

  @Test
  void a_connector_of_something_else_is_not_taken_for_this_webapp() throws Exception {
    try (Webapp other = Webapp.bare(8).servlet("/*", (request, response) -> {}).start();
        Webapp app =
            app().param("offstage.respond.connector", "http://127.0.0.1:" + other.port()).start()) {
      assertThat(new RespondClient(app).begin("/see").status()).isEqualTo(200);
    }
  }
}
