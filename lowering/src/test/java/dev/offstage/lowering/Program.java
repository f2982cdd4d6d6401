package dev.offstage.lowering;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/** A program in Java 17 whose class {@code Program} prints what it finds out. */
final class Program {
  /** Of no methods; see {@link Substitutes}. */
  static final String NO_SUBSTITUTES = "final class Java8 {}";

  private final Path classes;
  private final Path lowered;

  private Program(Path classes, Path lowered) {
    this.classes = classes;
    this.lowered = lowered;
  }

  /**
   * Compiles it.
   *
   * @param folder an empty one
   * @param java8 the class {@code Java8}
   */
  static Program compile(Path folder, String source, String java8) throws IOException {
    Path classes = Files.createDirectories(folder.resolve("classes"));
    javac(Files.writeString(folder.resolve("Java8.java"), java8), "8", classes);
    javac(Files.writeString(folder.resolve("Program.java"), source), "17", classes);
    return new Program(classes, folder.resolve("lowered.jar"));
  }

  private static void javac(Path source, String release, Path classes) {
    String[] command = {"--release", release, "-d", classes.toString(), source.toString()};
    assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command)).isZero();
  }

  /** What the gate says. */
  List<String> lower() throws IOException {
    return LowerJar.lower(classes, lowered, "Java8", List.of());
  }

  Path lowered() {
    return lowered;
  }

  /** As it was compiled; lowered, on the same JDK; and lowered, on JDK 8. */
  void printsEverywhere(String expected) throws IOException, InterruptedException {
    assertThat(lower()).isEmpty();
    File jdk17 = new File(System.getProperty("java.home"));
    assertThat(run(jdk17, classes)).isEqualTo(expected);
    assertThat(run(jdk17, lowered)).isEqualTo(expected);
    assertThat(run(Jdks.home(8), lowered)).isEqualTo(expected);
  }

  private static String run(File jdk, Path classPath) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Jdks.java(jdk));
    command.add("-Xverify:all");
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-cp", classPath.toString(), "Program"));
    Path output = Files.createTempFile("program", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(output.toFile())
            .start();
    process.waitFor();
    String printed = Files.readString(output, UTF_8);
    Files.delete(output);
    return printed;
  }
}
