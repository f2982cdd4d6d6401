package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * An application that nobody here wrote gets retries and a timeout by one line: its partner refuses
 * twice and then hangs, and the work is done all the same.
 */
final class RetryRuleIT {
  private static final String KEYS = " retries=3 backoff=10ms timeout=2s grace=3s limit=documents";
  private static final int UNAVAILABLE = 503;
  private static final int REFUSED = 2;
  private static final int HANGING = 3;

  private final CountDownLatch end = new CountDownLatch(1);

  private int mood(int request) throws InterruptedException {
    if (request == HANGING) {
      end.await();
    }
    return request <= REFUSED ? UNAVAILABLE : 200;
  }

  @Test
  void a_partner_that_fails_twice_and_hangs_once_gets_four_requests_and_the_work_is_done()
      throws Exception {
    try (Fuseki fuseki = new Fuseki(KEYS, this::mood)) {
      fuseki.start(true);

      assertThat(fuseki.requestSlowly().statusCode()).isBetween(200, 299);

      await().atMost(Duration.ofMinutes(1)).until(fuseki::isDone);
      assertThat(fuseki.source().requests()).isEqualTo(HANGING + 1);
      for (int attempt = 1; attempt <= HANGING; attempt++) {
        String line = ", attempt " + attempt + " of 4; the next one in ";
        assertThat(fuseki.server().log()).anyMatch(each -> each.contains(line));
      }
      assertThat(fuseki.server().log())
          .anyMatch(line -> line.contains(" redirects ") && line.contains(" with retries=3 "))
          .anyMatch(line -> line.contains("TaskTimeoutException"));
    } finally {
      end.countDown();
    }
  }
}
