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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void that_is_quoted_is_the_same_as_the_bare_one() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      String first = client.begun("/order", KEY);
      assertThat(client.begun("/order", KEY.replace(": ", ": \"") + "\";v=1")).isEqualTo(first);
      gate.open();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency-Key: \"not closed 0123456789",
        "Idempotency-Key: \"a\\x 0123456789012345\"",
        "Idempotency-Key: 0123456789abcdef-1\r\nIdempotency-Key: 0123456789abcdef-2",
        "Idempotency-Key: %s",
        "Idempotency-Key: \"%s\""
      })
  void that_is_no_key_or_two_is_refused(String header) throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RawClient.Reply refused =
          new RespondClient(app).begin("/order", header.formatted("x".repeat(6_000)));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("/problems/bad-key");
      assertThat(gate.arrived()).isZero();
    }
  }

  @Test
  void that_a_rule_requires_and_that_is_not_there_is_refused() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn()
                .param("offstage.respond", "/order key=required")
                .servlet("/order", (request, response) -> gate.pass())
                .start()) {
      gate.open();
      RespondClient client = new RespondClient(app);
      RawClient.Reply refused = client.begin("/order");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body()).contains("/problems/key-missing");
      assertThat(client.begin("/order", KEY).status()).isEqualTo(202);
    }
  }

  /** By a token or a cookie that the container knows nothing of. */
  @ParameterizedTest
  @ValueSource(strings = {"Authorization: Bearer ", "Cookie: login="})
  void of_another_client_is_another_key(String secret) throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      String first = new RespondClient(app, secret + "ann").begun("/order", KEY);
      assertThat(new RespondClient(app, secret + "bob").begun("/order", KEY)).isNotEqualTo(first);
      assertThat(new RespondClient(app).begun("/order", KEY)).isNotEqualTo(first);
      assertThat(new RespondClient(app, secret + "ann").begun("/order", KEY)).isEqualTo(first);
      gate.open();
    }
  }

  @Test
  void with_the_same_form_and_another_boundary_is_the_same_request() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = app(gate)) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply first = upload(client, "xxAxxAy", "ann");
      assertThat(first.status()).isEqualTo(202);
      assertThat(upload(client, "other", "ann").header("Location"))
          .isEqualTo(first.header("Location"));
      assertThat(upload(client, "other", "bob").status()).isEqualTo(422);
      gate.open();
    }
  }

  private static RawClient.Reply upload(RespondClient client, String boundary, String name)
      throws Exception {
    String body =
        "--%1$s\r\nContent-Disposition: form-data; name=a\r\n\r\n--xxAx %2$s\r\n--%1$s--\r\n"
            .formatted(boundary, name);
    return client.sendBody(
        "POST",
        "/shop/order",
        body,
        KEY,
        "Prefer: respond-async",
        "Content-Type: multipart/form-data; boundary=\"" + boundary + "\"");
  }

  @Test
  void that_is_sent_again_while_the_queue_is_full_gets_the_first_answer() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            Webapp.dropIn(24)
                .param("offstage.respond", "/order")
                .param("offstage.pool.size", "1")
                .param("offstage.pool.queue", "1")
                .servlet("/order", (request, response) -> gate.pass())
                .start()) {
      RespondClient client = new RespondClient(app);
      client.begun("/order");
      gate.awaitArrived(1);
      String first = client.begun("/order", KEY);
      assertThat(client.begin("/order").status()).isEqualTo(503);
      assertThat(client.begun("/order", KEY)).isEqualTo(first);
      gate.open();
    }
  }
}
