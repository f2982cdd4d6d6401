package dev.offstage.durable.redirected;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's own jar, an H2 file, and a rule on code that knows nothing of either. */
class RedirectedIT {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;
  private Path rules;
  private Path parcels;
  private Process process;

  @BeforeEach
  void write() throws IOException {
    rules = folder.resolve("offstage.rules");
    parcels = folder.resolve("parcels.txt");
    Files.write(
        rules,
        Collections.singletonList(Parcels.class.getName() + "#send(String, int) durable=yes"));
  }

  @AfterEach
  void stop() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  private void start(String option, String... arguments) throws IOException {
    File agent = new File(Jdks.module(), "../agent/target/offstage-agent.jar");
    List<String> command = new ArrayList<>();
    command.addAll(
        Arrays.asList(
            Jdks.java(new File(System.getProperty("java.home"))),
            "-javaagent:" + agent + "=config=" + rules,
            "-Dparcels=" + parcels,
            option,
            "-cp",
            System.getProperty("java.class.path"),
            Program.class.getName(),
            "jdbc:h2:file:" + folder.resolve("tasks") + ";WRITE_DELAY=0"));
    command.addAll(Arrays.asList(arguments));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .start();
  }

  /** As the end of the application. */
  private void end() throws Exception {
    process.getOutputStream().close();
    assertThat(process.waitFor(LONG.getSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output()).isZero();
  }

  private String output() throws IOException {
    return new String(Files.readAllBytes(folder.resolve("out.txt")), StandardCharsets.UTF_8);
  }

  private List<String> parcels() throws IOException {
    return Files.exists(parcels) ? Files.readAllLines(parcels) : Collections.emptyList();
  }

  @Test
  void a_call_that_a_rule_makes_durable_is_run_by_the_process_after_the_one_that_crashed()
      throws Exception {
    start("-Dcrash=true", "heavy");
    assertThat(process.waitFor(LONG.getSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output()).isEqualTo(9);
    assertThat(parcels()).singleElement().asString().startsWith("heavy 1 offstage-parcels-");

    // Nobody calls the method in this one: its name comes from the row, and the rest from the rule.
    start("-Dcrash=false");
    await().atMost(LONG).untilAsserted(() -> assertThat(parcels()).as(output()).hasSize(2));
    end();

    assertThat(parcels().get(1)).startsWith("heavy 1 offstage-parcels-");
    start("-Dcrash=false");
    await().atMost(LONG).untilAsserted(() -> assertThat(output()).contains("called"));
    end();
    assertThat(parcels()).hasSize(2);
  }

  @Test
  void a_call_runs_inline_if_the_database_does_not_take_it() throws Exception {
    start("-Dcrash=false", "drop", "light");
    await().atMost(LONG).untilAsserted(() -> assertThat(output()).contains("called"));

    assertThat(parcels()).as(output()).containsExactly("light 2 main");
    assertThat(output())
        .contains("1 durable call was not written down and ran inline", "of Parcels.send:");
    end();
  }
}
