package dev.offstage.durable;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.TestSuite;
import java.io.File;
import java.util.Arrays;
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

  /** What they do most is to wait. */
  @Test
  void all_tests_pass_with_the_built_jar_on_every_jdk() throws Exception {
    TestSuite.passesOnEach(
        Jdks.tried(8, 11, 17, 21, 25),
        2,
        5,
        (version, home) ->
            TestSuite.run(
                home, TESTS, classes(version), classPath(), "-Ddatabases=" + databases(version)));
  }

  /** On the JDKs in between, unless it is in full, those of whole nodes and not of their parts. */
  private static String classes(int version) {
    boolean all = Boolean.getBoolean("full") || (version != 11 && version != 21);
    return all ? ".*Test" : "dev\\.offstage\\.durable\\.[A-Z]\\w*Test";
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
