package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumbnailTest {
  @TempDir Path folder;

  private BufferedImage thumbnail(byte[] file) throws IOException {
    Path image = Files.write(folder.resolve("image"), file);
    Path thumbnail = folder.resolve("thumbnail.png");
    Thumbnail.make(image, thumbnail);
    return ImageIO.read(thumbnail.toFile());
  }

  private static byte[] image(String format, int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    assertThat(ImageIO.write(image, format, out)).isTrue();
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"png,640,480", "jpeg,3000,100", "gif,5,2000", "png,1,1", "png,9000,1", "png,1,65535"})
  void has_one_size_whatever_the_image(String format, int width, int height) throws Exception {
    BufferedImage thumbnail = thumbnail(image(format, width, height));
    assertThat(thumbnail.getWidth()).isEqualTo(320);
    assertThat(thumbnail.getHeight()).isEqualTo(240);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>404</html>", "GIF8", "<svg xmlns='http://www.w3.org/2000/svg'/>"})
  void refuses_what_is_no_image(String text) {
    assertThatThrownBy(() -> thumbnail(text.getBytes(UTF_8)))
        .isInstanceOf(PhotoException.class)
        .hasMessage("This is not a PNG, JPEG, GIF or WebP image.");
  }

  @Test
  void refuses_formats_that_browsers_do_not_send() throws Exception {
    byte[] bmp = image("bmp", 10, 10);
    assertThatThrownBy(() -> thumbnail(bmp))
        .hasMessage("This is not a PNG, JPEG, GIF or WebP image.");
  }

  @Test
  void refuses_broken_images() throws Exception {
    byte[] png = image("png", 640, 480);
    assertThatThrownBy(() -> thumbnail(Arrays.copyOf(png, 60)))
        .isInstanceOf(PhotoException.class)
        .hasMessageStartingWith("The image cannot be read");
  }

  @Test
  void shows_the_whole_width_of_an_image_in_its_true_proportions() throws Exception {
    BufferedImage panorama = new BufferedImage(4000, 300, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = panorama.createGraphics();
    graphics.setColor(Color.RED);
    graphics.fillRect(1850, 0, 300, 300);
    graphics.dispose();
    BufferedImage thumbnail = thumbnail(ImageFiles.file("png", panorama));
    List<Integer> red =
        IntStream.range(0, 320)
            .filter(x -> new Color(thumbnail.getRGB(x, 120)).getRed() > 128)
            .boxed()
            .toList();
    assertThat(red).as("a square stays one").hasSizeBetween(238, 242);
  }

  @Test
  void shows_as_much_as_there_is_of_a_file_that_broke_off() throws Exception {
    byte[] png = image("png", 640, 480);
    byte[] jpeg = image("jpeg", 640, 480);
    assertThat(thumbnail(Arrays.copyOf(jpeg, jpeg.length / 2))).isNotNull();
    assertThat(thumbnail(Arrays.copyOf(png, png.length - 12))).isNotNull();
  }

  @Test
  void takes_a_plain_image_however_short_its_file_is() throws Exception {
    byte[] webp = ImageFiles.resource("plain.webp");
    assertThat(webp).hasSizeLessThan(100);
    assertThat(new Color(thumbnail(webp).getRGB(160, 120))).isEqualTo(Pictures.GREEN);
  }
}
