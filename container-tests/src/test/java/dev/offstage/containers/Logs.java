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

  /** What Offstage and the work of the tests have written. */
  static List<String> ofOffstage(Server server) {
    return server.log().stream()
        .filter(line -> line.matches("(?i).*(offstage|event: ).*"))
        .toList();
  }

  /** What Tomcat's own leak detector says of webapps. */
  static List<String> leaks(Server server) {
    // Threads of its own have the webapp's loader for a moment, and it finds them, too.
    return server.log().stream()
        .filter(
            line ->
                line.contains("appears to have started a thread")
                    || line.contains("created a ThreadLocal"))
        .filter(line -> !line.matches(".*\\[(Catalina-utility-|ContainerBackgroundProcessor).*"))
        .toList();
  }
}
