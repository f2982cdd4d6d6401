package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Jdks;
import dev.offstage.testing.Soak;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything at once, at random: hand-overs of all kinds, nested ones, batches, cancellations,
 * resizing, and an end at any time. Each task that got in ends, runs at most once and is counted
 * once, and nobody hangs. {@code -Dchaos.seed=} makes another choice of steps; the order of the
 * threads is left to chance.
 */
class ChaosIT {
  private static final int BUILD = 17;
  private static final int SECONDS = Soak.count(15, 600);

  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {8, BUILD, 21, 25})
  @Timeout(value = 15, unit = TimeUnit.MINUTES)
  void every_task_ends_once_on(int version) throws Exception {
    String running = System.getProperty("java.home");
    File jdk = version == BUILD ? new File(running) : Jdks.home(version);
    String seed = System.getProperty("chaos.seed", "42");
    File log = new File(Jdks.module(), "target/chaos-on-" + version + ".txt");
    Process process =
        new ProcessBuilder(
                Jdks.java(jdk),
                "-Xmx300m",
                "-cp",
                System.getProperty("java.class.path"),
                Chaos.class.getName(),
                String.valueOf(SECONDS),
                seed)
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    boolean ended;
    try {
      ended = process.waitFor(SECONDS + 60, TimeUnit.SECONDS);
    } finally {
      process.destroyForcibly();
    }
    String output = new String(Files.readAllBytes(log.toPath()), StandardCharsets.UTF_8);
    System.out.println("Chaos on JDK " + version + ", seed " + seed + ":\n" + output);
    assertThat(ended).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains(" rounds, all is well");
  }
}
