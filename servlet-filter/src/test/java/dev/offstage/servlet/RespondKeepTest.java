package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a result is kept. */
class RespondKeepTest {
  @Test
  void after_its_time_it_is_gone_and_says_so() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = RespondStatusTest.app(gate, "/** keep=1s")) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/quick");
      await().atMost(Duration.ofSeconds(20)).until(() -> client.get(location).status() == 410);
      RawClient.Reply gone = client.get(location + "/result");
      assertThat(gone.status()).isEqualTo(410);
      assertThat(gone.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @Test
  void each_goes_after_its_own_time_whichever_ended_first() throws Exception {
    try (Gate gate = new Gate();
        Webapp app =
            RespondStatusTest.app(gate, "/quick keep=1h\n/broken keep=2s\n/slow keep=1s")) {
      RespondClient client = new RespondClient(app);
      String hour = client.begun("/quick");
      client.awaitEnd(hour);
      String two = client.begun("/broken");
      client.awaitEnd(two);
      String one = client.begun("/slow");
      gate.open();
      client.awaitEnd(one);
      String alsoTwo = client.begun("/broken");
      client.awaitEnd(alsoTwo);
      for (String location : new String[] {one, two, alsoTwo}) {
        await().atMost(Duration.ofSeconds(20)).until(() -> client.get(location).status() == 410);
      }
      assertThat(client.get(hour + "/result").body()).isEqualTo("quick");
    }
  }
}
