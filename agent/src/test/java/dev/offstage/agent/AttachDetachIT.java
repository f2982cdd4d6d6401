package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.agent.app.Ledger;
import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent comes to a webapp under load and leaves it again, many times, in one JVM. */
class AttachDetachIT {
  private static final int TIMES = 200;
  private static final int CLASSES_OF_THE_JVM = 20;
  private static final long METASPACE_OF_THE_JVM = 4_000_000;

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, 17, 25})
  void should_come_and_go_without_a_trace_while_each_call_runs_once(
      int version, @TempDir Path folder) throws Exception {
    Jvm jvm = Jvm.run(command(version, folder), Collections.emptyMap());

    assertThat(jvm.err)
        .doesNotContain("the agent does nothing", "is left as it is", "stays inline");
    assertThat(jvm.exitCode).isZero();
    List<String> out = Arrays.asList(jvm.out.split("\n"));
    assertThat(out)
        .hasSize(8)
        .contains("all have run", "run twice: 0", "no thread left")
        .contains("class file: the same " + (version < 21 ? "bytes" : "but for unused constants"));
    List<Long> classes = numbers(out, "loaded classes: ");
    assertThat(classes.get(1)).isLessThan(classes.get(0) + CLASSES_OF_THE_JVM);
    List<Long> metaspace = numbers(out, "metaspace: ");
    assertThat(metaspace.get(1)).isLessThan(metaspace.get(0) + METASPACE_OF_THE_JVM);
  }

  /** The library is in the webapp alone, as on a server. */
  private static List<String> command(int version, Path folder) throws Exception {
    File library = Jars.library();
    List<String> classPath = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!new File(entry).equals(library)) {
        classPath.add(entry);
      }
    }
    return Arrays.asList(
        Jdks.java(Jvm.jdk(version)),
        "-Doffstage.pool.probe.size=1",
        "-cp",
        String.join(File.pathSeparator, classPath),
        AttachLoop.class.getName(),
        String.valueOf(TIMES),
        library.getPath(),
        Jars.of(folder, Ledger.class).getPath());
  }

  private static List<Long> numbers(List<String> lines, String start) {
    return lines.stream()
        .filter(line -> line.startsWith(start))
        .map(line -> Long.valueOf(line.substring(start.length())))
        .collect(Collectors.toList());
  }
}
