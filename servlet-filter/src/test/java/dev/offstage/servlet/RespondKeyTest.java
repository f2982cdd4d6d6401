package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same request with the same {@code Idempotency-Key} is begun once. */
class RespondKeyTest {
  private static final String KEY = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";

  private static Webapp app(Gate gate) throws Exception {
    return Webapp.dropIn(40)
        .param("offstage.respond", "/**")
        .servlet("/order", (request, response) -> gate.pass())
        .start();
  }

  @Test
  void however_often_and_at_once_it_comes() throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(16);
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      client.begun("/order");
      List<Future<String>> all =
          IntStream.range(0, 100)
              .mapToObj(i -> clients.submit(() -> client.begun("/order", KEY)))
              .toList();
      Set<String> locations = new HashSet<>();
      for (Future<String> each : all) {
        locations.add(each.get());
      }
      assertThat(locations).hasSize(1);
      gate.open();
      client.awaitEnd(locations.iterator().next());
      assertThat(client.begun("/order", KEY)).isEqualTo(locations.iterator().next());
      assertThat(gate.arrived()).isEqualTo(2);
    } finally {
      clients.shutdown();
    }
  }

  @Test
  void with_another_body_it_is_a_mistake() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      client.begun("/order", KEY);
      RawClient.Reply refused =
          client.sendBody("POST", "/shop/order", "name=bob", KEY, "Prefer: respond-async");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(client.begun("/order?x=1", KEY.replace("8e03", "8e04"))).isNotEmpty();
      gate.open();
    }
  }

  @Test
  void after_delete_it_begins_anew() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      gate.open();
      RespondClient client = new RespondClient(app);
      String first = client.begun("/order", KEY);
      client.awaitEnd(first);
      client.send("DELETE", first);
      assertThat(client.begun("/order", KEY)).isNotEqualTo(first);
    }
  }

  /** It is all that keeps others from the task of a client without user or session. */
  @Test
  void one_that_could_be_guessed_is_refused() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RawClient.Reply refused = new RespondClient(app).begin("/order", "Idempotency-Key: 1");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("has 1 characters; allowed: 16 to 255");
    }
  }
}
