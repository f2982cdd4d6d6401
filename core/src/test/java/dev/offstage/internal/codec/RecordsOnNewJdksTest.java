package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records are read by reflection from Java 8, and modules hide their fields: a program that is
 * compiled for newer JDKs tries both. Its sources are in {@code src/test/apps/codec}.
 */
class RecordsOnNewJdksTest {
  private static final File SOURCES = new File(Jdks.module(), "src/test/apps/codec");

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 25})
  void records_come_back_by_their_constructor(int version) throws Exception {
    File out = new File(Jdks.module(), "target/codec-" + version);
    String module = new File(out, "module").getPath();
    String program = new File(out, "program").getPath();
    String classPath = program + File.pathSeparator + classPath();
    compile(version, new File(SOURCES, "closed"), "-d", module);
    compile(
        version,
        new File(SOURCES, "program"),
        "-d",
        program,
        "-cp",
        classPath,
        "--module-path",
        module,
        "--add-modules=closed");

    List<String> output =
        run(
            version,
            "java",
            Arrays.asList(
                "--module-path", module, "--add-modules=closed", "-cp", classPath, "UsesRecords"));

    assertThat(output)
        .containsExactly(
            "order: true",
            "node: true",
            "empty: Empty[]",
            "in a bean: true",
            "missing: Order[id=0, text=null, items=null, level=null]",
            "refused by itself: data: the constructor of UsesRecords$Item threw"
                + " java.lang.IllegalArgumentException: count is negative",
            "null: data.count: null where the signature says int",
            "deep: data.left: is more than 32 levels deep; allowed: 32",
            "as deep as may be: true",
            "component: bad.streams[]: java.io.InputStream cannot be stored: it is a class of the"
                + " JDK that is not in the list",
            "typed: typed.value: T cannot be stored: it is a type variable or wildcard; name the"
                + " type itself",
            "local: local: UsesRecords$1Local cannot be stored: it is a class inside of a method,"
                + " which holds what is around it",
            "request: request: jakarta.servlet.ServletRequest cannot be stored: a request, its"
                + " session and response are gone when the task runs; pass what it needs of them",
            "own request: request: UsesRecords$OwnRequest cannot be stored: a request, its session"
                + " and response are gone when the task runs; pass what it needs of them",
            "module: sealed: closed.Sealed cannot be stored: its module does not open closed");
  }

  private static void compile(int version, File sources, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.add("-proc:none");
    try (Stream<Path> files = Files.walk(sources.toPath())) {
      files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
    }
    assertThat(run(version, "javac", arguments)).isEmpty();
  }

  /** The library as it is compiled. */
  private static String classPath() {
    return new File(Shapes.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .getPath();
  }

  private static List<String> run(int version, String program, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>(arguments);
    command.add(0, new File(Jdks.home(version), "bin/" + program).getPath());
    File log = File.createTempFile("codec", ".txt");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      try {
        assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return Files.readAllLines(log.toPath());
    } finally {
      Files.delete(log.toPath());
    }
  }
}
