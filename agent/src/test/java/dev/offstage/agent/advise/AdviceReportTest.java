package dev.offstage.agent.advise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceReportTest {
  @TempDir File folder;

  private File file() {
    return new File(folder, "report");
  }

  @Test
  void should_read_what_was_written() throws IOException {
    Advice possible =
        new Advice(
            "a.B#c()", 300, 0.75, "a.B#c() returns=\"x\"", null, Arrays.asList("one\ttwo", "ü"));
    Advice impossible =
        new Advice("a.B#d(int)", 100, 0.25, null, "it is native", Collections.emptyList());
    UrlAdvice url =
        new UrlAdvice(
            "GET /b", 4, 100, 1, Collections.singletonMap("a.B#c()", 75L), "GET /b always page");
    write(
        new AdviceReport(
            40,
            null,
            Collections.singletonList("A note."),
            Collections.singletonList(url),
            Arrays.asList(possible, impossible)));

    AdviceReport read = AdviceReport.read(file());

    assertThat(read.looks()).isEqualTo(40);
    assertThat(read.failure()).isNull();
    assertThat(read.notes()).containsExactly("A note.");
    assertThat(read.advices()).hasSize(2);
    assertThat(read.advices().get(0).rule()).isEqualTo("a.B#c() returns=\"x\"");
    assertThat(read.advices().get(0).refusal()).isNull();
    assertThat(read.advices().get(0).millis()).isEqualTo(300);
    assertThat(read.advices().get(0).share()).isEqualTo(0.75);
    assertThat(read.advices().get(0).caveats()).containsExactly("one two", "ü");
    assertThat(read.advices().get(1).rule()).isNull();
    assertThat(read.advices().get(1).refusal()).isEqualTo("it is native");
    assertThat(read.urls()).hasSize(1);
    assertThat(read.urls().get(0)).usingRecursiveComparison().isEqualTo(url);
  }

  private void write(AdviceReport report) throws IOException {
    ReportFile.write(report, file());
  }

  @Test
  void should_leave_nothing_but_the_report() throws IOException {
    write(AdviceReport.ofFailure("x"));

    assertThat(folder.list()).containsExactly("report");
    assertThat(AdviceReport.read(file()).failure()).isEqualTo("x");
  }

  @Test
  void should_not_write_into_what_somebody_else_has_put_there() throws IOException {
    File trap = new File(folder, "report.part");
    Files.write(trap.toPath(), new byte[0]);

    assertThatThrownBy(() -> write(AdviceReport.ofFailure("x")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(trap).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "offstage-advice 3\n",
        "offstage-advice 2\nlooks\tmany\n",
        "offstage-advice 2\nadvice\ta.B#c()\n"
      })
  void should_say_that_a_file_is_no_report(String content) throws IOException {
    Files.write(file().toPath(), content.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> AdviceReport.read(file()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().getPath());
  }
}
