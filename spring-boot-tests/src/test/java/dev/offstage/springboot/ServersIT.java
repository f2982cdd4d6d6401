package dev.offstage.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The jar among the dependencies of a Spring Boot program, on each of its embedded servers. */
class ServersIT extends OneProgram {
  private static final int ACCEPTED = 7;
  private static final Pattern LOST = Pattern.compile("'root' stops and loses (\\d+) tasks? ");

  static Stream<BootPlatform> platforms() {
    return BootPlatform.ofThisRun();
  }

  /** One process for all of it: the start is what takes time. */
  @ParameterizedTest
  @MethodSource("platforms")
  void it_starts_answers_early_and_drains(BootPlatform platform) throws Exception {
    program = new Program(platform);
    Running running =
        program.start(
            "--offstage.pool.size=3",
            "--offstage.respond=GET /report wait=50s",
            "--offstage.drain=20s",
            "--server.shutdown=graceful");

    assertThat(running.count("Offstage ")).as("%s", running.lines()).isEqualTo(1);
    assertThat(running.count("mixes up HTTP/2")).as("where it is off").isZero();
    assertThat(program.get("settings").body())
        .startsWith("pool default (size 3,")
        .contains("; drain 20s;");
    assertThat(program.get("filters").body())
        .startsWith("OffstageFilter ")
        .contains(" OncePerRequestFilter");
    assertThat(running.lines())
        .anyMatch(line -> line.contains("requests of offstage.respond return in process"));
    healthIs(platform, "UP", 200);

    CompletableFuture<HttpResponse<String>> waiting =
        program.getLater("report?name=r0", "Prefer", "respond-async, wait=50");
    running.await("event: begins r0");
    for (int i = 1; i < ACCEPTED; i++) {
      assertThat(program.get("report?name=r" + i, "Prefer", "respond-async").statusCode())
          .isEqualTo(202);
    }
    running.await("event: begins r", 3);
    program.post("orders?count=5&millis=10");
    running.terminate();
    awaitDraining(platform);
    program.post("gate");
    running.awaitExit();

    assertThat(waiting.get().statusCode()).isEqualTo(200);
    assertThat(waiting.get().body()).startsWith("the report r0").hasSizeGreaterThan(100_000);
    long finished = running.count("event: late r") + running.count("event: finished order");
    System.out.printf("%s: of %d accepted %d finished%n", platform, ACCEPTED + 5, finished);
    assertThat(finished + lost(running)).as("%s", running.lines()).isEqualTo(ACCEPTED + 5);
    assertThat(lost(running)).as("%s", running.lines()).isZero();
    assertThat(running.count("event: too late")).isZero();
    assertThat(running.lines().toString().indexOf("has destroyed its service"))
        .isGreaterThan(running.lines().toString().lastIndexOf("event: finished"));
  }

  private void healthIs(BootPlatform platform, String status, int code) throws Exception {
    HttpResponse<String> health = program.get("actuator/health/offstage");
    if (platform.hasActuator()) {
      assertThat(health.body()).contains("\"status\":\"" + status + "\"");
      assertThat(health.statusCode()).isEqualTo(code);
    } else {
      assertThat(health.statusCode()).isEqualTo(404);
    }
  }

  /** While it drains, its server goes on: the work that it waits for may need it. */
  private void awaitDraining(BootPlatform platform) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(program.get("pools").statusCode()).isEqualTo(503));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> healthIs(platform, "OUT_OF_SERVICE", 503));
  }

  private static long lost(Running running) {
    return running.lines().stream()
        .map(LOST::matcher)
        .filter(Matcher::find)
        .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
        .sum();
  }
}
