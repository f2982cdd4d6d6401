package dev.offstage.demo;

import static dev.offstage.demo.DemoProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo with a directory for durable tasks. */
class DurablePhotosIT {
  private static final int PHOTOS = 40; // More than the pool has threads.

  @TempDir Path folder;

  @Test
  void photos_that_were_asked_for_before_a_kill_arrive_after_the_next_start() throws Exception {
    Path store = folder.resolve("store");
    List<Long> asked = new ArrayList<>();
    String port;
    try (DemoProcess demo = DemoProcess.up(false, "0", store)) {
      port = String.valueOf(URI.create(demo.url()).getPort());
      for (int i = 0; i < PHOTOS; i++) {
        HttpResponse<String> answer = demo.post("durable", demo.image("kept-" + i, "10s"));
        assertThat(answer.statusCode()).isEqualTo(202);
        asked.add(json(answer).get("id").asLong());
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  demo.photos().stream()
                      .anyMatch(it -> it.get("state").asText().equals("running")));
      demo.kill();
    }
    try (DemoProcess demo = DemoProcess.up(false, port, store)) {
      long young = json(demo.post("durable", demo.image("young", "0s"))).get("id").asLong();
      assertThat(asked).doesNotContain(young);
      asked.add(young);
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () ->
                  assertThat(demo.photos())
                      .allMatch(it -> it.get("state").asText().equals("done"))
                      .extracting(it -> it.get("id").asLong())
                      .containsExactlyInAnyOrderElementsOf(asked));
      JsonNode photo = demo.photo(asked.get(0));
      assertThat(photo.get("way").asText()).isEqualTo("durable");
      assertThat(demo.get(photo.get("thumbnail").asText()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_demo_without_a_store_says_how_to_get_one() throws Exception {
    try (DemoProcess demo = DemoProcess.up(false)) {
      HttpResponse<String> answer = demo.post("durable", demo.image("none", "0s"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(json(answer).get("detail").asText()).contains("STORE=/tmp/photos");
      assertThat(demo.photos()).isEmpty();
      assertThat(demo.get("/").body()).contains("data-store=\"absent\"");
    }
  }

  @Test
  void a_store_that_is_no_directory_is_said_at_the_start() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "");
    try (DemoProcess demo = DemoProcess.start(false, "0", file)) {
      assertThat(demo.exit()).isEqualTo(1);
      assertThat(demo.log())
          .singleElement()
          .asString()
          .startsWith("Offstage demo: STORE is \"" + file + "\"; allowed: a directory that");
      assertThat(demo.out()).isEmpty();
    }
  }
}
