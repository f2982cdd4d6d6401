package dev.offstage.agent;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.TestSuite;
import org.junit.jupiter.api.Test;

/** The tests of redirection once more, with the built jar as {@code -javaagent}, on each JDK. */
class JdkMatrixIT {
  @Test
  void all_tests_pass_with_the_built_agent_on_every_jdk() throws Exception {
    TestSuite.passesOnEach(
        Jdks.tried(8, 11, 17, 21, 25),
        2,
        30,
        (version, home) -> TestSuite.run(home, JdkMatrixIT.class, Jvm.AGENT));
  }
}
