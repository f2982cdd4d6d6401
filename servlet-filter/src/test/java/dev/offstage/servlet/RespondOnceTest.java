package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A servlet may have done anything before it failed: nobody asks it again. */
class RespondOnceTest {
  @Test
  void work_of_a_servlet_is_not_tried_again_whatever_its_pool_does() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (Webapp app =
        Webapp.dropIn(24)
            .param("offstage.respond", "/**")
            .param("offstage.pool.retries", "3")
            .param("offstage.pool.backoff", "1ms")
            .param("offstage.pool.timeout", "1ms")
            .param("offstage.pool.grace", "0s")
            .servlet(
                "/order",
                (request, response) -> {
                  requests.incrementAndGet();
                  throw new IllegalStateException("no stock");
                })
            .start()) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply end = client.awaitEnd(client.begun("/order"));

      assertThat(end.body()).contains("\"state\":\"FAILED\"").doesNotContain("\"attempt\"");
      assertThat(requests).hasValue(1);
    }
  }
}
