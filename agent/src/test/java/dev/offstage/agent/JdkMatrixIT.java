package dev.offstage.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.TestSuite;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests of redirection once more, with the built jar as {@code -javaagent}, on each JDK. */
class JdkMatrixIT {
  static IntStream versions() {
    return Jdks.tried(8, 11, 17, 21, 25);
  }

  @ParameterizedTest(name = "JDK {0}")
  @MethodSource("versions")
  void all_tests_pass_with_the_built_agent_on(int version) throws Exception {
    TestSuite suite = TestSuite.run(Jvm.jdk(version), JdkMatrixIT.class, Jvm.AGENT);

    assertThat(suite.exitCode()).as(suite.output()).isZero();
    assertThat(suite.tests("successful")).isEqualTo(suite.tests("found")).isGreaterThan(30);
    assertThat(suite.tests("skipped")).isZero();
    assertThat(suite.tests("aborted")).isZero();
  }
}
