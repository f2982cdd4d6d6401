package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Environment variables, which only another process can have. */
class EnvironmentTest {
  private static List<String> settingsWith(List<String> jvmOptions, String... variables)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(Jdks.java(new File(System.getProperty("java.home"))));
    builder.command().addAll(jvmOptions);
    builder.command().addAll(Arrays.asList("-cp", System.getProperty("java.class.path")));
    builder.command().add(PrintSettings.class.getName());
    for (int i = 0; i < variables.length; i += 2) {
      builder.environment().put(variables[i], variables[i + 1]);
    }
    Process process = builder.redirectErrorStream(true).start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      return reader.lines().collect(Collectors.toList());
    }
  }

  @Test
  void the_operator_beats_the_deployer_and_the_command_line_the_environment() throws Exception {
    List<String> lines =
        settingsWith(
            Arrays.asList("-Doffstage.pool.size=5"),
            "OFFSTAGE_POOL_SIZE",
            "7",
            "OFFSTAGE_POOL_QUEUE",
            "7",
            "OFFSTAGE_POOL_MY_MAIL_FULL",
            "caller-runs",
            "OFFSTAGE_POOL_MAIL_SIZE",
            "2");

    assertThat(lines)
        .containsExactly(
            "pool default (size 5, queue 7, full reject, threads platform), pool mail (size 2,"
                + " queue 7, full reject, threads platform), pool my-mail (size 5, queue 7, full"
                + " caller-runs, threads platform); drain 9s");
  }

  @Test
  void mistakes_name_the_variable() throws Exception {
    assertThat(settingsWith(Arrays.asList(), "OFFSTAGE_POOL_MAIL_SIZE", "many"))
        .containsExactly(
            "Offstage cannot start: offstage.pool.mail.size = 'many' (environment variable"
                + " OFFSTAGE_POOL_MAIL_SIZE): not a whole number in the range; allowed: a whole"
                + " number from 1 to 10000");
    assertThat(settingsWith(Arrays.asList(), "OFFSTAGE_DRIAN", "5s").get(1))
        .isEqualTo(
            "offstage: unknown setting offstage.drian (environment variable OFFSTAGE_DRIAN) is"
                + " ignored; did you mean offstage.drain?");
  }
}
