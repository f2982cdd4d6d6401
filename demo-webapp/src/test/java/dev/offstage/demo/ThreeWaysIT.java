package dev.offstage.demo;

import static dev.offstage.demo.DemoProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo with the agent. */
class ThreeWaysIT {
  private static DemoProcess demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoProcess.up(true);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "async", "library"})
  void answers_before_the_download_is_done(String way) throws Exception {
    HttpResponse<String> response = demo.post(way, demo.image("early-" + way, "2s"));
    assertThat(response.statusCode()).isEqualTo(202);
    long id = json(response).get("id").asLong();
    assertThat(response.headers().firstValue("Location")).hasValue("/api/photos/" + id);
    assertThat(demo.state(id)).isIn("queued", "running");
    await().atMost(Duration.ofSeconds(30)).until(() -> demo.state(id).equals("done"));
  }

  @Test
  void legacy_answers_when_the_download_is_done() throws Exception {
    HttpResponse<String> response = demo.post("legacy", demo.image("legacy", "2s"));
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(json(response).get("state").asText()).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "background", "async", "library"})
  void lists_times_and_the_thumbnail_of_a_photo_that_is_done(String way) throws Exception {
    String url = demo.image("thumb-" + way, "100ms");
    long id = json(demo.post(way, url)).get("id").asLong();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> demo.state(id).equals("done") && demo.photo(id).get("response_ms").isNumber());
    JsonNode photo = demo.photo(id);
    assertThat(photo.get("way").asText()).isEqualTo(way);
    assertThat(photo.get("url").asText()).isEqualTo(url);
    assertThat(photo.get("work_ms").isNumber()).isTrue();
    assertThat(photo.get("error").isNull()).isTrue();
    HttpResponse<String> thumbnail = demo.get(photo.get("thumbnail").asText());
    assertThat(thumbnail.statusCode()).isEqualTo(200);
    assertThat(thumbnail.headers().firstValue("Content-Type")).hasValue("image/png");
    assertThat(demo.photos()).anyMatch(any -> any.get("id").asLong() == id);
  }

  @Test
  void legacy_answers_a_failed_download_with_its_reason() throws Exception {
    HttpResponse<String> response = demo.post("legacy", "http://169.254.169.254/latest/meta-data");
    assertThat(response.statusCode()).isEqualTo(502);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).get("detail").asText()).contains("not a public address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "async", "library"})
  void shows_why_a_download_failed_that_was_answered_before(String way) throws Exception {
    HttpResponse<String> response = demo.post(way, demo.url() + "/api/photos");
    assertThat(response.statusCode()).isEqualTo(202);
    long id = json(response).get("id").asLong();
    await().atMost(Duration.ofSeconds(30)).until(() -> demo.state(id).equals("failed"));
    assertThat(demo.photo(id).get("error").asText()).contains("not a public address");
  }

  @ParameterizedTest
  @CsvSource({
    "legacy, file:///etc/passwd",
    "background, ftp://example.org/a.png",
    "async, not a url",
    "legacy, ''",
    "background, ''",
    "async, ''"
  })
  void refuses_a_bad_url_at_once_and_lists_nothing(String way, String url) throws Exception {
    HttpResponse<String> response = demo.post(way, url);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(response).get("detail").asText()).isNotBlank();
    assertThat(demo.photos()).noneMatch(photo -> photo.get("url").asText().equals(url));
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "background", "async", "library"})
  void sends_a_form_without_scripts_back_to_the_page(String way) {
    HttpResponse<String> response =
        demo.post(way, demo.image("form", "0s"), "Accept", "text/html,application/xhtml+xml");
    assertThat(response.statusCode()).isEqualTo(303);
    assertThat(response.headers().firstValue("Location")).hasValue("/");
  }

  @ParameterizedTest
  @CsvSource({"Origin, http://evil.test", "Origin, null", "Sec-Fetch-Site, cross-site"})
  void refuses_posts_of_other_websites(String header, String value) throws Exception {
    HttpResponse<String> response = demo.post("async", demo.image("evil", "0s"), header, value);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(demo.photos()).noneMatch(photo -> photo.get("url").asText().contains("evil"));
  }

  @Test
  void takes_posts_of_its_own_page() {
    HttpResponse<String> response =
        demo.post(
            "async",
            demo.image("own", "0s"),
            "Origin",
            demo.url(),
            "Sec-Fetch-Site",
            "same-origin");
    assertThat(response.statusCode()).isEqualTo(202);
  }

  @Test
  void answers_other_methods_with_405() throws Exception {
    assertThat(demo.get("/legacy/photos").statusCode()).isEqualTo(405);
  }

  @Test
  void tells_how_a_delay_is_written() throws Exception {
    HttpResponse<String> response = demo.get("/slow/a.png?delay=2m");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("500ms or 10s, at most 60s");
  }

  @Test
  void serves_the_page_with_a_policy_and_keeps_the_descriptor_to_itself() throws Exception {
    HttpResponse<String> page = demo.get("/");
    assertThat(page.body()).contains("data-agent=\"attached\"", demo.image("sunset", "5s"));
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(demo.get("/app.js").statusCode()).isEqualTo(200);
    assertThat(demo.get("/WEB-INF/web.xml").statusCode()).isEqualTo(404);
  }
}
