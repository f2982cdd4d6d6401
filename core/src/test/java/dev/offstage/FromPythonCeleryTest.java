package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/from-python.md for tasks that come later, or after others. */
class FromPythonCeleryTest extends PythonExamples {
  private final Instant tomorrow = Instant.now().plus(Duration.ofMillis(10));

  private void send(String to) {
    downloaded.add("sent to " + to);
  }

  private void cleanUp() {
    downloaded.add("cleaned up");
  }

  private void report() {
    downloaded.add("reported");
  }

  private static String resize(String image) {
    return "small " + image;
  }

  private static String gallery(List<String> images) {
    return images.size() + " images";
  }

  @Test
  void celery_countdown_and_eta() {
    // snippet: countdown
    Offstage.task(() -> send("ann")).delay(Duration.ofMinutes(1)).start();
    Offstage.task(() -> send("ann")).at(tomorrow).start();
    // end

    await().until(() -> downloaded.contains("sent to ann"));
  }

  @Test
  void celery_beat() {
    // snippet: beat
    Offstage.every(Duration.ofMinutes(5), () -> cleanUp());
    Offstage.cron("30 2 * * *", () -> report());
    // end

    Recurring often = Offstage.every(Duration.ofMillis(1), () -> cleanUp());
    await().until(() -> downloaded.contains("cleaned up"));
    assertThat(often.skipped()).isZero();
  }

  @Test
  void celery_chain_and_chord() throws Exception {
    // snippet: chain
    Task<String> small = Offstage.call(() -> fetch(url)).then(image -> resize(image));
    Task<String> page =
        Task.all(Offstage.map(urls, address -> fetch(address)).tasks())
            .then(images -> gallery(images));
    // end

    assertThat(small.join()).isEqualTo("small image of a.png");
    assertThat(page.join()).isEqualTo("3 images");
  }
}
