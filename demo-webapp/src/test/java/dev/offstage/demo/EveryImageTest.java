package dev.offstage.demo;

import static dev.offstage.demo.Pictures.NOTHING;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What browsers show, as browsers show it: {@code ImagesAsBrowsersIT} asks one. */
class EveryImageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void is_shown_as_it_is_meant(ImageSample sample) throws Exception {
    Path image = Files.write(folder.resolve("image"), sample.bytes());
    Path thumbnail = folder.resolve("thumbnail.png");
    Thumbnail.make(image, thumbnail);
    BufferedImage shown = ImageIO.read(thumbnail.toFile());
    assertThat(Quarters.of(shown)).isEqualTo(sample.quarters());
    if (!sample.quarters().contains(NOTHING)) {
      assertThat(new Color(shown.getRGB(0, 0), true).getAlpha()).as("the edge").isEqualTo(255);
      assertThat(new Color(shown.getRGB(319, 239), true).getAlpha()).as("the edge").isEqualTo(255);
    }
  }
}
