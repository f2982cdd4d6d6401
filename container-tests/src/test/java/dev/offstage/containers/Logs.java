package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Looks into the logs of servers. */
final class Logs {
  private Logs() {}

  /** Waits for a line that has all of these in it. */
  static void awaitLine(Server server, String... parts) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(server.log())
                    .anyMatch(line -> List.of(parts).stream().allMatch(line::contains)));
  }
}
