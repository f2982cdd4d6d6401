package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.TestSuite;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compiled once for Java 8, all tests run on each JDK that webapps are found on. */
class JdkMatrixTest {
  private static final String[] OPENS = {
    LeftBehindTest.OPENS_JAVA_LANG,
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED"
  };

  static IntStream versions() {
    return Jdks.tried(8, 11, 21, 25);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("versions")
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void all_tests_pass_on(int version) throws Exception {
    // As servers' start scripts have it; LeftBehindTest has what is without it.
    String[] options = version == 25 ? OPENS : new String[0];
    TestSuite suite = TestSuite.run(Jdks.home(version), JdkMatrixTest.class, options);

    assertThat(suite.exitCode()).as(suite.output()).isZero();
    assertThat(suite.tests("found")).as(suite.output()).isGreaterThan(100);
    assertThat(suite.tests("successful")).isEqualTo(suite.tests("found"));
    assertThat(suite.tests("skipped")).isZero();
    assertThat(suite.tests("aborted")).isZero();
  }
}
