package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A servlet that knows nothing of Offstage, behind a rule. */
@ParameterizedClass
@EnumSource
class RespondTest {
  @Parameter Way way;
  private static final String ASYNC = "Prefer: respond-async";

  private Webapp slow(Gate gate, String rules) throws Exception {
    return way.dropIn()
        .param("offstage.respond", rules)
        .servlet(
            "/reports/*",
            (request, response) -> {
              gate.pass();
              response.setStatus(201);
              response.setHeader("X-Own", "yes");
              response.setContentType("text/plain;charset=UTF-8");
              response
                  .getWriter()
                  .write(request.getParameter("name") + " from " + request.getRemoteAddr());
            })
        .servlet("/next", (request, response) -> response.getWriter().write("next"))
        .start();
  }

  private static RawClient.Reply post(RawClient client, String path, String... headers)
      throws IOException {
    String[] all = new String[headers.length + 1];
    all[0] = "Content-Type: application/x-www-form-urlencoded";
    System.arraycopy(headers, 0, all, 1, headers.length);
    return client.post(path, "name=zoë".getBytes(UTF_8), all);
  }

  private static RawClient.Reply awaitDone(Webapp app, String location) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> app.getAt(location), reply -> reply.status() == 303);
  }

  @Test
  void the_answer_is_a_202_while_the_servlet_works_and_the_result_is_what_it_wrote()
      throws Exception {
    try (Gate gate = new Gate();
        Webapp app = slow(gate, "/reports/**");
        RawClient client = app.client()) {
      RawClient.Reply accepted = post(client, "/shop/reports/year", ASYNC);
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.headers())
          .containsAllEntriesOf(
              Map.of(
                  "Preference-Applied", "respond-async",
                  "Retry-After", "2",
                  "Vary", "Prefer",
                  "Cache-Control", "no-store",
                  "Content-Type", "application/json"));
      assertThat(accepted.body()).contains("\"state\":", "\"result\":");
      gate.awaitArrived(1);
      assertThat(client.get("/shop/next").body()).isEqualTo("next");
      String location = accepted.header("Location");
      RawClient.Reply running = client.get(location);
      assertThat(running.status()).isEqualTo(202);
      assertThat(running.body()).contains("\"state\":\"RUNNING\"");
      gate.open();
      RawClient.Reply done = awaitDone(app, location);
      assertThat(done.header("Location")).isEqualTo(location + "/result");
      assertThat(done.body()).contains("\"state\":\"SUCCEEDED\"", "\"status\":201");
      RawClient.Reply result = client.get(location + "/result");
      assertThat(result.status()).isEqualTo(201);
      assertThat(result.header("X-Own")).isEqualTo("yes");
      assertThat(result.body()).isEqualTo("zoë from 127.0.0.1");
    }
  }

  @Test
  void without_the_preference_everything_is_as_before() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = slow(gate, "/reports/**");
        RawClient client = app.client()) {
      gate.open();
      assertThat(post(client, "/shop/reports/year").status()).isEqualTo(201);
    }
  }
}
