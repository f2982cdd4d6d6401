package dev.offstage.demo;

import static dev.offstage.demo.DemoProcess.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WithoutAgentIT {
  private static DemoProcess demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoProcess.up(false);
  }

  @AfterAll
  static void stop() {
    demo.close();
  }

  @Test
  void a_marked_method_works_as_if_it_were_not_marked() throws Exception {
    HttpResponse<String> response = demo.post("background", demo.image("inline", "1s"));
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(json(response).get("state").asText()).isEqualTo("done");
  }

  @Test
  void async_reply_needs_no_agent() throws Exception {
    HttpResponse<String> response = demo.post("async", demo.image("async", "2s"));
    assertThat(response.statusCode()).isEqualTo(202);
    long id = json(response).get("id").asLong();
    assertThat(demo.state(id)).isIn("queued", "running");
    await().atMost(Duration.ofSeconds(30)).until(() -> demo.state(id).equals("done"));
  }

  @Test
  void a_method_of_a_library_works_as_if_no_rule_named_it() throws Exception {
    HttpResponse<String> response = demo.post("library", demo.image("inline", "1s"));
    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(json(response).get("state").asText()).isEqualTo("done");
  }

  @Test
  void the_page_says_how_to_attach_it_on_both_cards_that_need_it() throws Exception {
    String page = demo.get("/").body();
    assertThat(page).contains("data-agent=\"absent\"");
    assertThat(page.split("-javaagent:agent/target/offstage-agent.jar", -1)).hasSize(3);
  }
}
