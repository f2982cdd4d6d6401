package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a task has whatever the style is that its client follows it in. */
@ParameterizedClass
@EnumSource
class RespondStyleTest {
  private static final String KEY = "Idempotency-Key: 8e03978e-40d5-43dd-bc93-6894a57f9324";

  @Parameter Kind kind;

  /** The styles, and how each of them speaks of what all have. */
  enum Kind {
    ODATA("Location", "{\"error\":{\"code\":\"%s\"", "application/json", "AsyncResult"),
    AZURE(
        "Operation-Location",
        "{\"error\":{\"code\":\"%s\"",
        "application/json",
        "Operation-Location"),
    FHIR(
        "Content-Location",
        "\"details\":{\"text\":\"%s\"}",
        "application/fhir+json",
        "Content-Location, X-Progress");

    final String header;
    final String problem;
    final String problemType;
    final String exposed;

    Kind(String header, String problem, String problemType, String exposed) {
      this.header = header;
      this.problem = problem;
      this.problemType = problemType;
      this.exposed = exposed;
    }

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private StyledWebapp app(String options, String... params) throws Exception {
    return StyledWebapp.with("style=" + kind.word() + " " + options, params);
  }

  private void assertProblem(RawClient.Reply reply, int status, String code) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo(kind.problemType);
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.body()).contains(kind.problem.formatted(code));
  }

  @Test
  void a_browser_gets_the_page_and_then_the_result() throws Exception {
    try (StyledWebapp styled = app("always page")) {
      RawClient.Reply sent = styled.client.send("POST", "/shop/slow", "Accept: text/html");
      assertThat(sent.status()).isEqualTo(303);
      String page = sent.header("Location");
      assertThat(page).matches("/shop/_offstage/tasks/[\\w-]{22}");
      assertThat(styled.client.get(page, "Accept: text/html").body()).contains("In progress");
      styled.gate.open();
      RawClient.Reply end = styled.client.awaitEndOf(page, "Accept: text/html");
      assertThat(end.status()).isEqualTo(303);
      assertThat(styled.client.get(end.header("Location")).body()).isEqualTo("done");
      assertThat(styled.client.send("POST", "/shop/quick").header(kind.header)).isNotNull();
    }
  }

  @Test
  void only_its_owner_sees_it() throws Exception {
    try (StyledWebapp styled = app("")) {
      RespondClient owner = new RespondClient(styled.app, "Authorization: Bearer ann");
      String monitor = styled.path(owner.begin("/quick").header(kind.header));
      assertProblem(styled.client.get(monitor), 404, "not-found");
      assertProblem(styled.client.send("DELETE", monitor), 404, "not-found");
      assertThat(owner.get(monitor).status()).isNotEqualTo(404);
    }
  }

  @Test
  void it_is_there_in_no_other_style() throws Exception {
    try (StyledWebapp styled = app("")) {
      String monitor = styled.begun("/quick", kind.header);
      String own = monitor.substring(0, monitor.lastIndexOf('/'));
      for (Kind other : Kind.values()) {
        assertThat(styled.ended(monitor.replace(kind.word(), other.word())).status())
            .isEqualTo(other == kind ? 200 : 404);
      }
      assertThat(styled.client.get(own + "/soap").status()).isEqualTo(404);
      assertThat(styled.client.get(own).status()).isEqualTo(303);
    }
  }

  @Test
  void who_waits_is_answered_at_the_end() throws Exception {
    try (StyledWebapp styled = app("")) {
      String monitor = styled.begun("/slow", kind.header);
      styled.gate.awaitArrived(1);
      CompletableFuture<RawClient.Reply> answer = later(styled.client, monitor, "Prefer: wait=30");
      styled.gate.open();
      RawClient.Reply end = answer.get();
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.body()).contains(kind == Kind.AZURE ? "Succeeded" : "done");
    }
  }

  private static CompletableFuture<RawClient.Reply> later(
      RespondClient client, String path, String... headers) {
    CompletableFuture<RawClient.Reply> answer = new CompletableFuture<>();
    new Thread(
            () -> {
              try {
                answer.complete(client.get(path, headers));
              } catch (IOException e) {
                answer.completeExceptionally(new UncheckedIOException(e));
              }
            })
        .start();
    return answer;
  }

  @Test
  void a_request_that_waits_gets_its_real_response() throws Exception {
    try (StyledWebapp styled = app("wait=20s")) {
      RawClient.Reply real = styled.client.begin("/quick", "Prefer: wait=10");
      assertThat(real.status()).isEqualTo(200);
      assertThat(real.body()).isEqualTo("quick");
    }
  }

  @Test
  void the_same_key_gets_the_same_answer_and_mistakes_are_said_in_its_style() throws Exception {
    try (StyledWebapp styled = app("key=required")) {
      String first = styled.client.begin("/slow", KEY).header(kind.header);
      assertThat(first).isNotNull();
      assertThat(styled.client.begin("/slow", KEY).header(kind.header)).isEqualTo(first);
      assertProblem(styled.client.begin("/slow?x=1", KEY), 422, "key-reused");
      assertProblem(styled.client.begin("/slow"), 400, "key-missing");
    }
  }

  @Test
  void a_refusal_is_said_in_its_style() throws Exception {
    try (StyledWebapp styled =
        app("", "offstage.pool.queue", "1", "offstage.respond.body", "1KB")) {
      assertProblem(
          styled.client.sendBody("POST", "/shop/quick", "x".repeat(2_000), "Prefer: respond-async"),
          413,
          "body-too-large");
      styled.begun("/slow", kind.header);
      styled.gate.awaitArrived(1);
      styled.begun("/slow", kind.header);
      RawClient.Reply full = styled.client.begin("/slow");
      assertProblem(full, 503, "queue-full");
      assertThat(full.header("Retry-After")).isEqualTo("5");
    }
  }

  @Test
  void after_its_time_it_is_gone_and_says_so() throws Exception {
    try (StyledWebapp styled = app("keep=1s")) {
      String monitor = styled.begun("/quick", kind.header);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> styled.client.get(monitor).status() == 410);
      assertProblem(styled.client.get(monitor), 410, "gone");
    }
  }

  @Test
  void its_monitor_tells_what_it_can() throws Exception {
    try (StyledWebapp styled = app("")) {
      String monitor = styled.begun("/slow", kind.header);
      RawClient.Reply options = styled.client.send("OPTIONS", monitor);
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.header("Allow")).isEqualTo("GET, HEAD, DELETE, OPTIONS");
      assertThat(styled.client.send("POST", monitor).status()).isEqualTo(405);
    }
  }

  @Test
  void scripts_of_other_origins_see_its_headers() throws Exception {
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.respond", "/** style=" + kind.word())
            .inFront(new RespondStatusTest.AllowsOrigins())
            .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
            .start()) {
      assertThat(new RespondClient(app).begin("/quick").header("Access-Control-Expose-Headers"))
          .isEqualTo("Location, Retry-After, Preference-Applied, " + kind.exposed);
    }
  }

  /** Else a client would leave TLS where the proxy ends it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Accept: */* | http://localhost/shop/",
        "X-Forwarded-Proto: https | https://localhost/shop/",
        "Forwarded: proto=https;host=shop.example | https://shop.example/shop/",
        "Forwarded: proto=https;host=\"shop.example:8443\" | https://shop.example:8443/shop/",
        "Forwarded: proto=https;host=\"[2001:db8::7]\" | https://[2001:db8::7]/shop/"
      })
  void the_url_is_the_one_that_the_proxy_tells_the_server(String header, String start)
      throws Exception {
    try (Webapp app =
        Webapp.dropIn()
            .param("offstage.respond", "/** style=" + kind.word())
            .servlet("/quick", (request, response) -> response.getWriter().write("quick"))) {
      app.context
          .getServer()
          .getConnectors()[0]
          .getConnectionFactory(HttpConnectionFactory.class)
          .getHttpConfiguration()
          .addCustomizer(new ForwardedRequestCustomizer());
      app.start();
      RespondClient client = new RespondClient(app);
      String url = client.begin("/quick", header).header(kind.header);
      assertThat(url).startsWith(start + "_offstage/tasks/");
      String monitor = url.substring(start.length() - "/shop/".length());
      client.awaitEndOf(monitor.substring(0, monitor.lastIndexOf('/')));
      assertThat(client.get(monitor, header).status()).isEqualTo(200);
    }
  }

  /** Nothing returns to a webapp that stops. */
  @Test
  void who_waits_for_what_a_stop_has_lost_is_told_so() throws Exception {
    try (StyledWebapp styled =
        app("", "offstage.respond.way", "connection", "offstage.drain", "0s")) {
      styled.begun("/slow", kind.header);
      styled.gate.awaitArrived(1);
      String monitor = styled.begun("/quick", kind.header);
      CompletableFuture<RawClient.Reply> answer =
          later(styled.client, monitor, "Prefer: wait=50", "Accept: application/json");
      styled.awaitParked();
      styled.app.undeploy();
      RawClient.Reply lost = answer.get();
      assertThat(lost.status()).isEqualTo(kind == Kind.FHIR ? 503 : 200);
      assertThat(lost.body())
          .contains(kind == Kind.FHIR ? "\"code\":\"exception\"" : "\"code\":\"lost\"");
      assertThat(lost.header("AsyncResult")).isEqualTo(kind == Kind.ODATA ? "503" : null);
    }
  }
}
