package dev.offstage.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the command line is told that cannot be done. */
class WorkerTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  private int run(String... arguments) throws Exception {
    return Worker.run(
        new PrintStream(out, true, "UTF-8"), new PrintStream(errors, true, "UTF-8"), arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--store jdbc:x                     | there is no webapp; write --war FILE",
        "--war                              | --war has no value; write --war FILE",
        "--war a.war --stor jdbc:x          | there is no option --stor; did you mean --store?",
        "--war a.war --threads 5            | there is no option --threads; there are --war, --store,",
        "a.war                              | there is no option a.war",
        "--war a.war --set size=5           | --set size=5 is no setting; write --set offstage.",
        "--war a.war --set offstage.drain   | --set offstage.drain is no setting",
        "--war missing.war                  | --war missing.war is not there"
      })
  void a_wrong_command_line_is_told_what_is_allowed(String line, String message) throws Exception {
    assertThat(run(line.split(" "))).isEqualTo(2);

    assertThat(errors.toString("UTF-8")).startsWith("offstage-worker: " + message);
  }

  @Test
  void a_file_that_is_no_zip_is_refused() throws Exception {
    Path war = Files.write(folder.resolve("a.war"), Collections.singletonList("text"));

    assertThat(run("--war=" + war)).isEqualTo(2);

    assertThat(errors.toString("UTF-8")).contains("--war " + war + " is no zip file");
  }

  @Test
  void a_library_that_is_not_there_is_refused() throws Exception {
    Path war = new TestWar().writeTo(folder.resolve("a.war"));

    assertThat(run("--war", war.toString(), "--lib", "missing.jar")).isEqualTo(2);

    assertThat(errors.toString("UTF-8")).contains("--lib missing.jar is not there");
  }

  @Test
  void a_broken_web_xml_is_refused() throws Exception {
    Files.createDirectories(folder.resolve("app/WEB-INF"));
    Files.write(folder.resolve("app/WEB-INF/web.xml"), Collections.singletonList("<web-app>"));

    assertThat(run("--war", folder.resolve("app").toString())).isEqualTo(2);

    assertThat(errors.toString("UTF-8")).contains("WEB-INF/web.xml cannot be read");
  }

  @Test
  void help_has_every_option() throws Exception {
    assertThat(run("--help")).isZero();

    for (Option option : Option.values()) {
      assertThat(out.toString("UTF-8")).contains(option.usage(), option.help().replace("`", ""));
    }
  }
}
