package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Applications that nobody here wrote, first as they are, then with the jar, the agent and one rule
 * line: the request with the slow method answers while the work still goes on, and the work is
 * done.
 */
final class ThirdPartyWarIT {
  private static final int TIMES = 3;

  @Test
  void solr_answers_before_its_commit_is_done() throws Exception {
    assertAnswersBeforeItIsDone(new Solr(), new Solr());
  }

  @Test
  void jspwiki_answers_before_its_mail_is_sent() throws Exception {
    assertAnswersBeforeItIsDone(new Wiki(), new Wiki());
  }

  @Test
  void fuseki_answers_before_its_document_is_loaded() throws Exception {
    assertAnswersBeforeItIsDone(new Fuseki(), new Fuseki());
  }

  private static void assertAnswersBeforeItIsDone(ThirdPartyApp original, ThirdPartyApp redirected)
      throws Exception {
    Duration before;
    try (original) {
      original.start(false);
      before = usualTime(original);
      assertThat(original.isDone()).isTrue();
    }
    try (redirected) {
      redirected.start(true);
      Duration after = usualTime(redirected);
      System.out.printf(
          "%s: %d ms before, %d ms after%n",
          redirected.rule(), before.toMillis(), after.toMillis());
      redirected.prepare();
      redirected.hold();
      // While the work is held up only a request that does not wait for it can have an answer.
      assertSucceeded(redirected.requestSlowly());
      await("answered, with the work begun and held up")
          .atMost(Duration.ofSeconds(30))
          .until(redirected::isHeld);
      assertThat(redirected.isDone()).isFalse();
      redirected.release();
      awaitDone(redirected);
      String method = redirected.rule().replaceAll("\\(.*", "");
      assertThat(redirected.server().log())
          .anyMatch(line -> line.contains("[offstage] redirects " + method + "("));
      assertThat(redirected.server().log()).noneMatch(line -> line.contains("Exception"));
    }
  }

  /** The median; each request has nothing else to do beside it. */
  private static Duration usualTime(ThirdPartyApp app) throws Exception {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < TIMES; i++) {
      app.prepare();
      long start = System.nanoTime();
      assertSucceeded(app.requestSlowly());
      times.add(Duration.ofNanos(System.nanoTime() - start));
      awaitDone(app);
    }
    Collections.sort(times);
    return times.get(TIMES / 2);
  }

  private static void assertSucceeded(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 399);
  }

  private static void awaitDone(ThirdPartyApp app) {
    await().atMost(Duration.ofSeconds(30)).until(app::isDone);
  }
}
