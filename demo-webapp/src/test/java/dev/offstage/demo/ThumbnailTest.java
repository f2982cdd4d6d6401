package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
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
  @CsvSource({"png,640,480", "jpeg,3000,100", "gif,5,2000", "png,1,1", "png,9000,1"})
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
        .hasMessage("This is not a PNG, JPEG or GIF image.");
  }

  @Test
  void refuses_formats_that_browsers_do_not_send() throws Exception {
    byte[] bmp = image("bmp", 10, 10);
    assertThatThrownBy(() -> thumbnail(bmp)).hasMessage("This is not a PNG, JPEG or GIF image.");
  }

  @Test
  void refuses_broken_images() throws Exception {
    byte[] png = image("png", 640, 480);
    assertThatThrownBy(() -> thumbnail(Arrays.copyOf(png, 60)))
        .isInstanceOf(PhotoException.class)
        .hasMessageStartingWith("The image cannot be read");
  }

  @Test
  void refuses_a_pixel_bomb_from_its_header_alone() {
    assertThatThrownBy(() -> thumbnail(pngHeader(50_000, 50_000)))
        .isInstanceOf(PhotoException.class)
        .hasMessage("The image has 50000 x 50000 pixels; the demo takes up to 40 million.");
  }

  /** 33 bytes that promise a picture of any size. */
  private static byte[] pngHeader(int width, int height) {
    byte[] chunk =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(UTF_8))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    CRC32 crc = new CRC32();
    crc.update(chunk);
    return ByteBuffer.allocate(33)
        .putLong(0x89504E470D0A1A0AL)
        .putInt(13)
        .put(chunk)
        .putInt((int) crc.getValue())
        .array();
  }
}
