package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes image files, and puts into them what no writer would. */
final class ImageFiles {
  private ImageFiles() {}

  static byte[] file(String format, RenderedImage... frames) throws IOException {
    return file(format, false, frames);
  }

  /** Several frames become an animation; a progressive one has several passes. */
  static byte[] file(String format, boolean progressive, RenderedImage... frames)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ImageWriteParam param = writer.getDefaultWriteParam();
    if (progressive) {
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      if (frames.length == 1) {
        writer.write(null, new IIOImage(frames[0], null, null), param);
      } else {
        writer.prepareWriteSequence(null);
        for (RenderedImage frame : frames) {
          writer.writeToSequence(new IIOImage(frame, null, null), param);
        }
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
    return file.toByteArray();
  }

  /** Four inks, inverted, as Photoshop writes them. */
  static byte[] cmykJpeg() throws IOException {
    Raster colors = Pictures.opaque().getRaster();
    WritableRaster inks =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, colors.getWidth(), colors.getHeight(), 4, null);
    int[] pixel = {0, 0, 0, 255};
    for (int y = 0; y < inks.getHeight(); y++) {
      for (int x = 0; x < inks.getWidth(); x++) {
        inks.setPixel(x, y, colors.getPixel(x, y, pixel));
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    byte[] adobe = bytes("\u00ff\u00ee\0\u000eAdobe\0\u0064\0\0\0\0\0");
    return insert(file.toByteArray(), 2, adobe);
  }

  static byte[] jpegOf(int orientation, boolean bigEndian) throws IOException {
    byte[] jpeg = file("jpeg", Pictures.opaque());
    return insert(jpeg, 2, exifSegment(exif(orientation, bigEndian)));
  }

  static byte[] exifSegment(byte[] exif) {
    byte[] content = concat(bytes("Exif\0\0"), exif);
    return ByteBuffer.allocate(4 + content.length)
        .putShort((short) 0xffe1)
        .putShort((short) (content.length + 2))
        .put(content)
        .array();
  }

  /** One entry: the orientation. */
  static byte[] exif(int orientation, boolean bigEndian) {
    return ByteBuffer.allocate(26)
        .put(bytes(bigEndian ? "MM" : "II"))
        .order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN)
        .putShort((short) 42)
        .putInt(8)
        .putShort((short) 1)
        .putShort((short) 0x112)
        .putShort((short) 3)
        .putInt(1)
        .putShort((short) orientation)
        .putShort((short) 0)
        .putInt(0)
        .array();
  }

  /** Puts a chunk before the first one of another type. */
  static byte[] withChunk(byte[] png, String before, String type, byte[] content) {
    byte[] named = concat(bytes(type), content);
    CRC32 crc = new CRC32();
    crc.update(named);
    byte[] chunk =
        ByteBuffer.allocate(named.length + 8)
            .putInt(content.length)
            .put(named)
            .putInt((int) crc.getValue())
            .array();
    return insert(png, new String(png, ISO_8859_1).indexOf(before) - 4, chunk);
  }

  /** Puts the first frame of a GIF somewhere on a larger screen. */
  static byte[] gifOn(byte[] gif, int width, int height, int left, int top) {
    byte[] result = gif.clone();
    ByteBuffer bytes = ByteBuffer.wrap(result).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putShort(6, (short) width).putShort(8, (short) height);
    int at = 13 + 3 * (2 << (gif[10] & 7));
    while (gif[at] == '!') { // Extensions: a label, and blocks up to an empty one.
      at += 2;
      while (gif[at] != 0) {
        at += 1 + (gif[at] & 0xff);
      }
      at++;
    }
    bytes.putShort(at + 1, (short) left).putShort(at + 3, (short) top);
    return result;
  }

  /** Of this folder; made by a browser from the same picture. */
  static byte[] resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(ImageFiles.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }

  /** The chunk of a WebP file that has only this one. */
  static byte[] onlyChunk(byte[] webp) {
    return Arrays.copyOfRange(webp, 12, webp.length);
  }

  static byte[] webp(byte[]... chunks) {
    byte[] all = concat(chunks);
    return concat(bytes("RIFF"), int32(all.length + 4), bytes("WEBP"), all);
  }

  static byte[] webpChunk(String type, byte[]... parts) {
    byte[] content = concat(parts);
    byte[] padding = new byte[content.length % 2];
    return concat(bytes(type), int32(content.length), content, padding);
  }

  static byte[] webpHeader(int flags, int width, int height) {
    return webpChunk("VP8X", int32(flags), int24(width - 1), int24(height - 1));
  }

  static byte[] webpFrame(int x, int y, int width, int height, byte[] bitmap) {
    byte[] time = int32(100);
    return webpChunk(
        "ANMF", int24(x / 2), int24(y / 2), int24(width - 1), int24(height - 1), time, bitmap);
  }

  /** Transparent is the fourth quarter; filtered by gradients, or not at all. */
  static byte[] uncompressedAlpha(boolean filtered) {
    Raster levels = Pictures.transparent().getAlphaRaster();
    int width = levels.getWidth();
    byte[] content = new byte[1 + width * levels.getHeight()];
    content[0] = (byte) (filtered ? 3 << 2 : 0);
    for (int y = 0; y < levels.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int left = x == 0 ? 0 : levels.getSample(x - 1, y, 0);
        int above = y == 0 ? 0 : levels.getSample(x, y - 1, 0);
        int corner = x == 0 || y == 0 ? 0 : levels.getSample(x - 1, y - 1, 0);
        int predicted = Math.max(0, Math.min(255, left + above - corner));
        int level = levels.getSample(x, y, 0);
        content[1 + y * width + x] = (byte) (filtered ? level - predicted : level);
      }
    }
    return webpChunk("ALPH", content);
  }

  static byte[] int24(int value) {
    return new byte[] {(byte) value, (byte) (value >> 8), (byte) (value >> 16)};
  }

  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  static byte[] insert(byte[] into, int at, byte[] what) {
    return ByteBuffer.allocate(into.length + what.length)
        .put(into, 0, at)
        .put(what)
        .put(into, at, into.length - at)
        .array();
  }

  static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    List.of(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }
}
