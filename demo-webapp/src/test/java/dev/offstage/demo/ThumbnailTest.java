package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

  static Stream<Arguments> bombs() throws Exception {
    byte[] jpeg = image("jpeg", 10, 10);
    byte[] gif = image("gif", 10, 10);
    byte[] lossy = ImageFiles.onlyChunk(ImageFiles.resource("lossy.webp"));
    return Stream.of(
        Arguments.of("png", pngHeader(50_000, 50_000), "50000 x 50000"),
        Arguments.of("a line of png", pngHeader(40_000_000, 1), "40000000 x 1"),
        Arguments.of("jpeg", jpegSize(jpeg, 60_000, 50_000), "60000 x 50000"),
        Arguments.of("gif", ImageFiles.gifOn(gif, 60_000, 60_000, 0, 0), "60000 x 60000"),
        Arguments.of("gif frame", ImageFiles.gifOn(gif, 10, 10, 60_000, 60_000), "60010 x 60010"),
        Arguments.of("webp", ImageFiles.webp(huge(lossy)), "16383 x 16383"),
        Arguments.of(
            "webp canvas",
            ImageFiles.webp(
                ImageFiles.webpHeader(2, 60_000, 60_000),
                ImageFiles.webpFrame(0, 0, 64, 48, lossy)),
            "60000 x 60000"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  void refuses_a_pixel_bomb_from_its_header_alone(String name, byte[] bomb, String size) {
    assertThatThrownBy(() -> thumbnail(bomb))
        .isInstanceOf(PhotoException.class)
        .hasMessage(
            "The image has %s pixels; the demo takes up to 40 million, and 65535 on a side."
                .formatted(size));
  }

  @Test
  void refuses_a_webp_that_hides_a_bomb_behind_a_small_header() throws Exception {
    byte[] lossy = ImageFiles.onlyChunk(ImageFiles.resource("lossy.webp"));
    byte[] still = ImageFiles.webp(ImageFiles.webpHeader(0, 10, 10), lossy);
    byte[] frame =
        ImageFiles.webp(
            ImageFiles.webpHeader(2, 64, 48), ImageFiles.webpFrame(0, 0, 10, 10, lossy));
    for (byte[] bomb : List.of(still, frame)) {
      assertThatThrownBy(() -> thumbnail(bomb))
          .hasMessage("The image cannot be read: its sizes contradict each other.");
    }
  }

  /** The reader would take each of them, and the size of none. */
  @Test
  void reads_only_one_bitmap_of_a_webp() throws Exception {
    byte[] lossless = ImageFiles.onlyChunk(ImageFiles.resource("lossless.webp"));
    byte[] lossy = ImageFiles.onlyChunk(ImageFiles.resource("lossy.webp"));
    byte[] file =
        ImageFiles.webp(ImageFiles.webpHeader(0x10, 64, 48), lossless, huge(lossy), lossy);
    assertThat(new Color(thumbnail(file).getRGB(240, 180), true)).isEqualTo(Pictures.NOTHING);
  }

  @Test
  void refuses_a_jpeg_that_goes_over_its_pixels_for_ever() throws Exception {
    BufferedImage large = new BufferedImage(3000, 3000, BufferedImage.TYPE_BYTE_GRAY);
    byte[] jpeg = ImageFiles.file("jpeg", true, large);
    int last = new String(jpeg, ISO_8859_1).lastIndexOf("\u00ff\u00da");
    byte[] scan = Arrays.copyOfRange(jpeg, last, jpeg.length - 2);
    byte[][] again = new byte[100][];
    Arrays.fill(again, scan);
    assertThat(thumbnail(jpeg)).isNotNull();
    assertThatThrownBy(() -> thumbnail(ImageFiles.insert(jpeg, last, ImageFiles.concat(again))))
        .isInstanceOf(PhotoException.class)
        .hasMessageMatching(
            "The image repeats its 3000 x 3000 pixels in 10\\d scans; the demo takes up to 66\\.");
  }

  /** The JDK's reader inflates them, into as much memory as they say. Here it would fail. */
  @Test
  void inflates_no_comment_of_a_png() throws Exception {
    byte[] png = ImageFiles.file("png", Pictures.palette());
    byte[] comment = ImageFiles.bytes("Comment\0\0this is not deflated");
    byte[] bomb = ImageFiles.withChunk(png, "IDAT", "zTXt", comment);
    assertThat(new Color(thumbnail(bomb).getRGB(80, 60))).isEqualTo(Pictures.RED);
  }

  @Test
  void takes_no_length_of_a_chunk_on_trust() throws Exception {
    byte[] png = ImageFiles.file("png", Pictures.palette());
    int data = new String(png, ISO_8859_1).indexOf("IDAT") - 4;
    for (String type : List.of("iCCP", "eXIf", "tRNS")) {
      byte[] endless = ImageFiles.concat(new byte[] {0x7f, -1, -1, -1}, ImageFiles.bytes(type));
      assertThatThrownBy(() -> thumbnail(ImageFiles.insert(png, data, endless)))
          .isInstanceOf(PhotoException.class)
          .hasMessageStartingWith("The image cannot be read");
    }
  }

  private static byte[] huge(byte[] lossy) {
    byte[] huge = lossy.clone();
    ByteBuffer.wrap(huge).putInt(14, 0xff3fff3f); // Width and height have 14 bits each.
    return huge;
  }

  private static byte[] jpegSize(byte[] jpeg, int width, int height) {
    byte[] result = jpeg.clone();
    int frame = new String(jpeg, ISO_8859_1).indexOf("\u00ff\u00c0");
    ByteBuffer.wrap(result).putShort(frame + 5, (short) height).putShort(frame + 7, (short) width);
    return result;
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
