package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;

/** The connection of a server to itself, where it leads nowhere: elsewhere, or to what stops. */
class RespondConnectorTest {
  private static Webapp app() {
    return Way.CONNECTION
        .dropIn(24)
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

  /** As a server does with a URL that is for TLS only, to a connector without it. */
  @Test
  void what_the_server_redirects_fails_at_once_and_says_why() throws Exception {
    try (LogRecords log = new LogRecords();
        Webapp app =
            app()
                .inFront(
                    new Handler.Wrapper() {
                      @Override
                      public boolean handle(Request request, Response response, Callback callback)
                          throws Exception {
                        if (!request.getHttpURI().getPath().endsWith("/see")
                            || request.getHeaders().get("Offstage-Passage") == null) {
                          return super.handle(request, response, callback);
                        }
                        Response.sendRedirect(request, response, callback, "https://127.0.0.1/see");
                        return true;
                      }
                    })
                .start()) {
      RespondClient client = new RespondClient(app);
      String task = client.begun("/see");
      await().atMost(5, TimeUnit.SECONDS).until(() -> client.get(task).body().contains("FAILED"));
      assertThat(log.warnings()).singleElement().asString().contains("'POST /see' has no response");
    }
  }
}
