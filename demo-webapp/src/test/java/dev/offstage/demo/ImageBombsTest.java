package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that want much memory or time. */
class ImageBombsTest {
  @TempDir Path folder;

  private BufferedImage thumbnail(byte[] file) throws IOException {
    Path image = Files.write(folder.resolve("image"), file);
    Path thumbnail = folder.resolve("thumbnail.png");
    Thumbnail.make(image, thumbnail);
    return ImageIO.read(thumbnail.toFile());
  }

  static Stream<Arguments> bombs() throws Exception {
    byte[] jpeg = ImageFiles.file("jpeg", dot());
    byte[] gif = ImageFiles.file("gif", dot());
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

  /** EXIF's directories, each within the other. */
  @Test
  void follows_no_chain_of_notes() throws Exception {
    int count = 3600; // As many as fit into a JPEG.
    for (int next : List.of(0x014a, 0x8769, 0)) {
      ByteBuffer exif = ByteBuffer.allocate(8 + count * 18);
      exif.put(ImageFiles.exif(6, true), 0, 8);
      for (int i = 1; i < count; i++) {
        int other = exif.position() + 18;
        exif.putShort((short) 1).putShort((short) next).putShort((short) 4).putInt(1);
        exif.putInt(other).putInt(next == 0 ? other : 0);
      }
      byte[] png = ImageFiles.file("png", Pictures.opaque());
      byte[] chain = ImageFiles.withChunk(png, "IDAT", "eXIf", exif.array());
      assertThat(new Color(thumbnail(chain).getRGB(80, 60))).isEqualTo(Pictures.RED);
      byte[] jpeg = ImageFiles.file("jpeg", Pictures.opaque());
      assertThat(thumbnail(ImageFiles.insert(jpeg, 2, ImageFiles.exifSegment(exif.array()))))
          .isNotNull();
    }
  }

  @Test
  void ignores_an_orientation_that_is_none() throws Exception {
    for (byte[] exif :
        List.of(
            new byte[0],
            ImageFiles.bytes("MM\0*\0\0\0\10"),
            ImageFiles.bytes("MM\0*\u00ff\u00ff\u00ff\u00ff\0\0"),
            ImageFiles.bytes("MM\0*\0\0\0\10\u00ff\u00ff\1\22"),
            ImageFiles.bytes("XX\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\6\0\0"),
            ImageFiles.exif(0, false),
            ImageFiles.exif(9, true),
            ImageFiles.exif(-1, true))) {
      assertThat(Orientation.of(exif)).isEqualTo(Orientation.UPRIGHT);
    }
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

  private static BufferedImage dot() {
    return new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB);
  }
}
