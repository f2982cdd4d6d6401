package dev.offstage.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SummaryTest {
  @TempDir private Path project;

  @Test
  void should_name_each_reason_once_with_its_count() throws Exception {
    report("core", "surefire", "a.FastTest", "0.5", "");
    report("core", "surefire", "a.SlowTest", "1,002.4", "");
    report(
        "agent",
        "failsafe",
        "b.OldIT",
        "3",
        "<testcase><skipped message='needs JDK 8'>stack</skipped></testcase>"
            + "<testcase><skipped message='needs JDK 8'/></testcase>"
            + "<testcase><skipped/></testcase>");

    Summary summary = new Summary(Summary.read(project));

    assertThat(summary.lines())
        .containsExactly(
            "9 tests. Where their time went:",
            "  agent 3 s: OldIT 3 s",
            "  core 1003 s: SlowTest 1002 s, FastTest 1 s",
            "3 tests were skipped on this machine:",
            "  2 x needs JDK 8",
            "  1 x no reason given");
    assertThat(summary.isComplete()).isFalse();
  }

  @Test
  void should_be_complete_when_nothing_was_skipped() throws Exception {
    report("core", "surefire", "a.FastTest", "0.4", "<testcase/>");

    Summary summary = new Summary(Summary.read(project));

    assertThat(summary.lines())
        .containsExactly("3 tests. Where their time went:", "  core 0 s: FastTest 0 s");
    assertThat(summary.isComplete()).isTrue();
  }

  @Test
  void should_not_take_a_build_without_tests_for_a_complete_one() throws Exception {
    assertThat(new Summary(Summary.read(project)).isComplete()).isFalse();
  }

  private void report(String module, String plugin, String name, String seconds, String cases)
      throws IOException {
    Path folder = project.resolve(module).resolve("target/" + plugin + "-reports");
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("TEST-" + name + ".xml"),
        "<testsuite name='%s' tests='3' time='%s'>%s</testsuite>".formatted(name, seconds, cases));
    Files.writeString(folder.resolve(name + ".txt"), "no report");
  }
}
