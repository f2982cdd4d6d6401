package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same methods run in the same way beside other agents, which do their job on them, too. Behind
 * the others Offstage's question stands first in a method, so that they see the run in the pool and
 * nothing else; before them some see the hand-over as another, short call.
 */
class OtherAgentsIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void methods_are_redirected_behind(OtherAgent other) throws Exception {
    assertBothWork(EnumSet.of(other), true);
  }

  @ParameterizedTest
  @EnumSource
  void methods_are_redirected_before(OtherAgent other) throws Exception {
    assertBothWork(EnumSet.of(other), false);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void methods_are_redirected_beside_all_of_them_at_once(boolean offstageLast) throws Exception {
    assertBothWork(EnumSet.allOf(OtherAgent.class), offstageLast);
  }

  private void assertBothWork(Set<OtherAgent> others, boolean offstageLast) throws Exception {
    List<String> arguments = new ArrayList<>();
    try (ApmServer apmServer = new ApmServer()) {
      for (OtherAgent other : others) {
        arguments.addAll(other.options(folder, apmServer.url()));
      }
      arguments.add(offstageLast ? arguments.size() : 0, Program.agent(folder));
      arguments.add("-cp");
      arguments.add(
          Program.classPath(Built.classes(), Built.offstageJar(), Built.jar("aspectjweaver")));
      arguments.add(Program.MAIN);
      List<String> lines = Program.run(arguments);

      assertThat(Program.ownLines(lines)).as("%s", lines).isEqualTo(Program.REDIRECTED);
      assertThat(lines)
          .noneMatch(line -> line.matches(".*(ERROR|SEVERE|WARN |Exception|error at).*"));
      for (OtherAgent other : others) {
        other.assertSawTheMethodRun(
            other == OtherAgent.ELASTIC_APM ? apmServer.events() : lines, folder, offstageLast);
      }
    }
  }
}
