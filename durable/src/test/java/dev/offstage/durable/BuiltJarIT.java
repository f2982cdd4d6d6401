package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.TestSuite;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The tests once more, on each JDK, with the built jar: its engine is relocated and lowered, that
 * of the other run is the original on the JDK of the build. What fails only here is our fault.
 */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class BuiltJarIT {
  private static final File TESTS = new File(Jdks.module(), "target/relocated-tests");

  /** Two at a time: what they do most is to wait. */
  @Test
  void all_tests_pass_with_the_built_jar_on_every_jdk() {
    Map<Integer, TestSuite> suites =
        Jdks.tried(8, 11, 17, 21, 25)
            .boxed()
            .parallel()
            .collect(Collectors.toConcurrentMap(version -> version, BuiltJarIT::run));

    suites.forEach(
        (version, suite) -> {
          assertThat(suite.exitCode()).as("JDK " + version + ": " + suite.output()).isZero();
          assertThat(suite.tests("successful")).isEqualTo(suite.tests("found")).isGreaterThan(5);
          assertThat(suite.tests("skipped")).isZero();
          assertThat(suite.tests("aborted")).isZero();
        });
    assertThat(suites).isNotEmpty();
  }

  private static TestSuite run(int version) {
    String databases = "-Ddatabases=" + databases(version);
    try {
      return TestSuite.run(Jdks.home(version), TESTS, classPath(), databases);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** All of them have been tried with the original engine; in full, with the built jar as well. */
  private static String databases(int version) {
    boolean all = Boolean.getBoolean("full") && (version == 8 || version == 17 || version == 25);
    return System.getProperty("databases", all ? "POSTGRESQL,MARIADB,MYSQL,H2" : "POSTGRESQL");
  }

  /** With the jar, but without what it has inside. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(path -> !path.endsWith("test-classes"))
        .filter(path -> !new File(path).getName().matches("(db-scheduler|nanojson)-.*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
