package dev.offstage;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.TestSuite;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Compiled once for Java 8, all tests run on each JDK that webapps are found on. */
class JdkMatrixTest {
  private static final String[] OPENS = {
    LeftBehindTest.OPENS_JAVA_LANG,
    "--add-opens=java.base/java.util=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED"
  };

  @Test
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void all_tests_pass_on_every_jdk() throws Exception {
    TestSuite.passesOnEach(
        Jdks.tried(8, 11, 21, 25),
        2,
        100,
        (version, home) -> {
          // As servers' start scripts have it; LeftBehindTest has what is without it.
          String[] options = version == 25 ? OPENS : new String[0];
          return TestSuite.run(home, JdkMatrixTest.class, options);
        });
  }
}
