package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ImageIO finds its readers by files that all the jars have: the one built of them must, too. */
@Timeout(120)
class BuiltJarIT {
  @TempDir Path folder;

  @Test
  void reads_every_image() throws Exception {
    String tests =
        Path.of(ImageSample.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString();
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("demo.jar") + File.pathSeparator + tests,
                Samples.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(out, UTF_8)).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  /** Runs in that process, which has nothing of the tests' libraries. */
  static final class Samples {
    private Samples() {}

    public static void main(String[] args) throws Exception {
      Map<ImageSample, String> wrong = new TreeMap<>();
      Path image = Path.of(args[0], "image");
      Path thumbnail = Path.of(args[0], "thumbnail.png");
      for (ImageSample sample : ImageSample.values()) {
        Files.write(image, sample.bytes());
        try {
          Thumbnail.make(image, thumbnail);
          String seen = Quarters.of(ImageIO.read(thumbnail.toFile())).toString();
          if (!seen.equals(sample.quarters().toString())) {
            wrong.put(sample, seen);
          }
        } catch (PhotoException e) {
          wrong.put(sample, String.valueOf(e.getMessage()));
        }
      }
      wrong.forEach((sample, seen) -> System.out.println(sample + ": " + seen));
    }
  }
}
