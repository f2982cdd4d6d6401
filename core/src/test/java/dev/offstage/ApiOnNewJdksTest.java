package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The API is compiled against Java 8, but its users compile against newer JDKs, whose types have
 * got methods since: {@code Future.state()} is one that an interface of ours once clashed with. The
 * sources are in {@code src/test/apps/new-jdks}.
 */
class ApiOnNewJdksTest {
  private static final File SOURCES = new File(Jdks.module(), "src/test/apps/new-jdks");

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {21, 25})
  void the_whole_api_can_be_implemented_and_used(int version) throws Exception {
    Path out = compile(version);

    // Without it JDK 25 gets a line that says what is missing.
    String opens = LeftBehindTest.OPENS_JAVA_LANG;
    String classPath = out + File.pathSeparator + classPath();
    Run run = run(version, "java", opens, "-cp", classPath, "UsesEverything");

    assertThat(run.output).as("warnings of JDK %s", version).isEqualTo("all used\n");
    assertThat(run.exitCode).isZero();
  }

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {21, 25})
  void no_method_returns_something_else_than_that_of_a_newer_supertype(int version)
      throws Exception {
    Path out = compile(version);
    List<String> command =
        new ArrayList<>(
            Arrays.asList("java", "-cp", out + File.pathSeparator + classPath(), "Clashes"));
    command.addAll(apiTypes());

    Run run = run(version, command.toArray(new String[0]));

    assertThat(run.output).startsWith("looked at ").doesNotContain("clash");
    assertThat(run.exitCode).isZero();
  }

  /** The program that looks for clashes finds the one that was there. */
  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {21, 25})
  void a_clash_would_be_found(int version) throws Exception {
    Path out = compile(version);
    String old = new File(SOURCES, "old/Old.java").getPath();
    Run javac = run(version, "javac", "--release", "8", "-d", out.toString(), old);
    assertThat(javac.exitCode).as(javac.output).isZero();

    Run run = run(version, "java", "-cp", out.toString(), "Clashes", "Old");

    assertThat(run.output).contains("clash: Old.state returns java.lang.String");
    assertThat(run.exitCode).isNotZero();
  }

  private static Path compile(int version) throws Exception {
    Path out = new File(Jdks.module(), "target/new-jdks-" + version).toPath();
    Files.createDirectories(out);
    List<String> command =
        new ArrayList<>(
            Arrays.asList("javac", "-Xlint:all", "-Werror", "-proc:none", "-encoding", "UTF-8"));
    command.addAll(Arrays.asList("-cp", classPath(), "-d", out.toString()));
    try (Stream<Path> sources = Files.list(SOURCES.toPath())) {
      sources
          .map(Path::toString)
          .filter(source -> source.endsWith(".java"))
          .sorted()
          .forEach(command::add);
    }

    Run run = run(version, command.toArray(new String[0]));

    assertThat(run.exitCode).as(run.output).isZero();
    assertThat(run.output).isEmpty();
    return out;
  }

  /** The library as it is compiled, and the annotations that its signatures have. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry ->
                entry.contains("jspecify")
                    || new File(entry, "dev/offstage/Pool.class").exists()
                    || entry.matches(".*offstage-core-[^/\\\\]*(?<!-tests)\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> apiTypes() {
    File[] sources =
        new File(Jdks.module(), "src/main/java/dev/offstage")
            .listFiles((folder, name) -> name.matches("[A-Z]\\w+\\.java"));
    assertThat(sources).hasSizeGreaterThan(20);
    List<String> types = new ArrayList<>();
    for (File source : sources) {
      types.add("dev.offstage." + source.getName().replace(".java", ""));
    }
    Collections.sort(types);
    return types;
  }

  private static final class Run {
    final int exitCode;
    final String output;

    Run(int exitCode, String output) {
      this.exitCode = exitCode;
      this.output = output;
    }
  }

  private static Run run(int version, String... command) throws Exception {
    command[0] = new File(Jdks.home(version), "bin/" + command[0]).getPath();
    File log = File.createTempFile("new-jdks", ".txt");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      try {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).as(read(log)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Run(process.exitValue(), read(log));
    } finally {
      Files.delete(log.toPath());
    }
  }

  private static String read(File file) throws IOException {
    return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8).replace("\r", "");
  }
}
