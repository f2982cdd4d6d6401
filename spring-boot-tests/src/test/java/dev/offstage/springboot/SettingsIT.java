package dev.offstage.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The properties of Spring's environment are the settings. */
class SettingsIT extends OneProgram {
  @ParameterizedTest
  @MethodSource("lines")
  void every_source_counts_in_springs_order(BootPlatform platform) throws Exception {
    program =
        new Program(platform)
            .file(
                "application.yaml",
                """
                mail:
                  threads: 3
                offstage:
                  drain: 11s
                  pool:
                    size: 21
                    queue: 22
                    mail:
                      size: ${mail.threads}
                    big-mail:
                      size: 2
                  respond:
                    - GET /report wait=1s
                    - POST /orders
                  respond.trustListeners: true
                """)
            .environment("OFFSTAGE_POOL_QUEUE", "32")
            .environment("OFFSTAGE_POOL_BIG_MAIL_QUEUE", "5")
            .environment("OFFSTAGE_RESPOND_TRUSTLISTENERS", "true")
            .environment("OFFSTAGE_DRAIN", "12s")
            .jvm("-Doffstage.drain=13s");
    Running running = program.start("--offstage.drain=14s", "--offstage.pol.size=3");

    assertThat(program.get("settings").body())
        .contains("pool default (size 21, queue 32,")
        .contains("pool mail (size 3, queue 32,")
        .contains("pool big-mail (size 2, queue 5,")
        .contains("; drain 14s; offstage.respond (GET /report wait=1s | POST /orders)");
    assertThat(running.count("unknown setting")).as("%s", running.lines()).isEqualTo(1);
    assertThat(running.lines())
        .anyMatch(
            line ->
                line.contains(
                    "unknown setting offstage.pol.size (commandLineArgs) is ignored;"
                        + " did you mean offstage.pool.size?"));
    assertThat(program.get("report?name=r", "Prefer", "respond-async").statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void what_is_wrong_stops_the_start_with_the_name_of_the_property(BootPlatform platform)
      throws Exception {
    program =
        new Program(platform)
            .file("application.properties", "offstage.pool.size=many\noffstage.drain=2x\n");
    Running running = program.launch();

    assertThat(running.awaitExit()).isNotZero();
    assertThat(running.lines())
        .contains("APPLICATION FAILED TO START")
        .anyMatch(
            line ->
                line.startsWith(
                        "Offstage cannot start: offstage.pool.size = 'many' (Config resource")
                    && line.contains("application.properties")
                    && line.contains("allowed: a whole number from 1 to 10000")
                    && line.contains("offstage.drain = '2x'"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void a_bean_gives_the_threads_and_the_drain_comes_before_its_end(BootPlatform platform)
      throws Exception {
    program = new Program(platform);
    Running running =
        program.start(
            "--offstage.pool.threads=spring:applicationTaskExecutor", "--offstage.pool.size=1");

    assertThat(program.get("thread").body()).startsWith("task-");
    program.post("orders?count=3&millis=200");
    running.terminate();
    running.awaitExit();

    assertThat(running.count("event: finished order")).as("%s", running.lines()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void switched_off_everything_runs_inline(BootPlatform platform) throws Exception {
    program = new Program(platform);
    Running running = program.start("--offstage.enabled=false", "--offstage.respond=GET /filters");

    program.post("orders?count=2&millis=1");
    assertThat(running.count("event: finished order")).isEqualTo(2);
    assertThat(program.get("filters", "Prefer", "respond-async").statusCode()).isEqualTo(200);
  }
}
