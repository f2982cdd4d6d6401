package dev.offstage.demo;

import static dev.offstage.demo.DemoProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManyPostsIT {
  private static final int POSTS = 500;

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "background", "async"})
  void each_of_500_posts_at_once_is_done_or_was_answered_503(String way) throws Exception {
    try (DemoProcess demo = DemoProcess.up(true)) {
      List<CompletableFuture<HttpResponse<String>>> posts = new ArrayList<>();
      for (int i = 0; i < POSTS; i++) {
        posts.add(demo.postLater(way, demo.image("many-" + i % 7, "500ms")));
      }
      List<Long> accepted = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> post : posts) {
        HttpResponse<String> response = post.join();
        if (response.statusCode() != 503) {
          assertThat(response.statusCode()).isIn(201, 202);
          accepted.add(json(response).get("id").asLong());
        }
      }
      assertThat(accepted).isNotEmpty().doesNotHaveDuplicates();
      await()
          .atMost(Duration.ofSeconds(100))
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(() -> assertThat(states(demo.photos())).containsOnlyKeys("done"));
      assertThat(demo.photos())
          .extracting(photo -> photo.get("id").asLong())
          .containsExactlyInAnyOrderElementsOf(accepted);
    }
  }

  private static Map<String, Long> states(List<JsonNode> photos) {
    return photos.stream()
        .collect(Collectors.groupingBy(p -> p.get("state").asText(), Collectors.counting()));
  }
}
