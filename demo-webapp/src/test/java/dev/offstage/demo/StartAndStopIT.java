package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartAndStopIT {
  private static final int DOWNLOADS = 10;

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "background", "async"})
  void finishes_ten_running_downloads_when_it_is_told_to_stop(String way) throws Exception {
    try (DemoProcess demo = DemoProcess.up(true)) {
      List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
      for (int i = 0; i < DOWNLOADS; i++) {
        posts.add(demo.postLater(way, demo.image("stop-" + i, "3s")));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  demo.photos().stream()
                          .filter(photo -> photo.get("state").asText().equals("running"))
                          .count()
                      == DOWNLOADS);
      demo.terminate();
      assertThat(demo.exit()).as("%s", demo.log()).isEqualTo(DemoProcess.TERMINATED);
      for (int i = 0; i < DOWNLOADS; i++) {
        String done =
            "done: %s/slow/stop-%d.png".formatted(URI.create(demo.url()).getAuthority(), i);
        assertThat(demo.log().stream().filter(line -> line.endsWith(done)))
            .as("%s", demo.log())
            .hasSize(1);
      }
      for (CompletableFuture<HttpResponse<String>> post : posts) {
        assertThat(post.join().statusCode()).isEqualTo(way.equals("legacy") ? 201 : 202);
      }
    }
  }

  @Test
  void finishes_what_is_still_queued_when_it_is_told_to_stop() throws Exception {
    int posts = 80; // More than the pool has threads.
    try (DemoProcess demo = DemoProcess.up(true)) {
      for (int i = 0; i < posts; i++) {
        assertThat(demo.post("async", demo.image("queued-" + i, "1s")).statusCode()).isEqualTo(202);
      }
      assertThat(demo.photos()).anyMatch(photo -> photo.get("state").asText().equals("queued"));
      demo.terminate();
      assertThat(demo.exit()).as("%s", demo.log()).isEqualTo(DemoProcess.TERMINATED);
      assertThat(demo.log().stream().filter(line -> line.contains(" done: ")))
          .as("%s", demo.log())
          .hasSize(posts);
    }
  }

  @Test
  void says_what_is_lost_when_the_time_to_stop_is_up() throws Exception {
    try (DemoProcess demo = DemoProcess.up(true, "-Doffstage.drain=1s")) {
      assertThat(demo.post("async", demo.image("lost", "60s")).statusCode()).isEqualTo(202);
      demo.terminate();
      assertThat(demo.exit()).as("%s", demo.log()).isEqualTo(DemoProcess.TERMINATED);
      assertThat(demo.log())
          .anyMatch(line -> line.contains("loses 1 task"))
          .anyMatch(line -> line.endsWith("1 photos were not finished in time"));
    }
  }

  @Test
  void starts_again_on_the_same_port() throws Exception {
    String port;
    try (DemoProcess demo = DemoProcess.up(false)) {
      port = String.valueOf(URI.create(demo.url()).getPort());
      assertThat(demo.post("async", demo.image("first", "0s")).statusCode()).isEqualTo(202);
      demo.terminate();
      assertThat(demo.exit()).isEqualTo(DemoProcess.TERMINATED);
    }
    try (DemoProcess again = DemoProcess.start(false, port)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> again.out().contains("http://127.0.0.1:" + port + "/"));
      assertThat(again.out()).as("the address comes last, alone").hasSize(2);
      assertThat(again.out().get(1)).isEqualTo("http://127.0.0.1:" + port + "/");
      assertThat(again.photos()).isEmpty();
    }
  }

  @Test
  void says_that_the_port_is_taken() throws Exception {
    try (DemoProcess first = DemoProcess.up(false)) {
      String port = String.valueOf(URI.create(first.url()).getPort());
      try (DemoProcess second = DemoProcess.start(false, port)) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.log())
            .containsExactly(
                "Offstage demo: port "
                    + port
                    + " is taken: set PORT to another one (0: any free port)");
        assertThat(second.out()).isEmpty();
      }
    }
  }

  @Test
  void says_which_ports_are_allowed() throws Exception {
    try (DemoProcess demo = DemoProcess.start(false, "eighty")) {
      assertThat(demo.exit()).isEqualTo(1);
      assertThat(demo.log())
          .containsExactly(
              "Offstage demo: PORT is \"eighty\"; allowed: 0 (any free port) to 65535,"
                  + " default 8080");
    }
  }
}
