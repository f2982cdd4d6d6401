package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The first frame of a WebP file, and a file that has this frame alone. The reader would decode
 * every bitmap in the file, one over the other, and it checks one size and takes memory for
 * another: so it gets one bitmap, whose size is that of the header.
 */
final class WebpFrame {
  private static final int FIRST_CHUNK = 12;
  private static final int CHUNK_HEADER = 8;
  private static final int FRAME_HEADER = 16;
  private static final int PROFILE_FLAG = 0x20;
  private static final int ALPHA_FLAG = 0x10;
  private static final int LOSSLESS_ALPHA = 1 << 28;

  private final ByteBuffer in;
  private final Dimension canvas;
  private final Rectangle area;
  private byte[] profile = {};
  private byte[] alpha = {};
  private byte[] bitmap = {};
  private boolean transparent;
  private @Nullable WebpAlpha uncompressed;

  /**
   * Reads the headers alone.
   *
   * @throws PhotoException if they contradict each other
   */
  WebpFrame(byte[] file) throws PhotoException {
    in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    Dimension whole = null;
    Rectangle frame = null;
    int at = FIRST_CHUNK;
    while (at + CHUNK_HEADER <= file.length && bitmap.length == 0) {
      long length = in.getInt(at + 4) & 0xffff_ffffL;
      int content = at + CHUNK_HEADER;
      int next = (int) Math.min(file.length, content + length + (length & 1));
      String type = new String(file, at, 4, ISO_8859_1);
      switch (type) {
        case "VP8X" -> whole = new Dimension(1 + int24(content + 4), 1 + int24(content + 7));
        case "ANMF" -> {
          frame = frame(content);
          next = content + FRAME_HEADER; // Then the chunks that it has inside.
        }
        case "ICCP" -> profile = Arrays.copyOfRange(file, at, next);
        case "ALPH" -> alpha = Arrays.copyOfRange(file, at, next);
        case "VP8 ", "VP8L" -> bitmap = Arrays.copyOfRange(file, at, next);
        default -> {
          // Notes of all kinds.
        }
      }
      at = next;
    }
    if (bitmap.length == 0) {
      throw new PhotoException("The image cannot be read: it has no pixels.");
    }
    Dimension size = size(ByteBuffer.wrap(bitmap).order(ByteOrder.LITTLE_ENDIAN));
    canvas = whole == null ? size : whole;
    area = frame == null ? new Rectangle(canvas) : frame;
    if (!area.getSize().equals(size) || !new Rectangle(canvas).contains(area)) {
      throw new PhotoException("The image cannot be read: its sizes contradict each other.");
    }
    if (WebpAlpha.isUncompressed(alpha)) {
      uncompressed = new WebpAlpha(alpha, area.width, area.height);
      alpha = new byte[0];
      transparent = false;
    }
  }

  /** The size of the whole. */
  Dimension canvas() {
    return canvas;
  }

  /** Where on it the frame is. */
  Rectangle area() {
    return area;
  }

  /** The frame as a file of its own. */
  byte[] image() {
    int flags = (profile.length > 0 ? PROFILE_FLAG : 0) | (transparent ? ALPHA_FLAG : 0);
    ByteBuffer header =
        ByteBuffer.allocate(CHUNK_HEADER + 10 + FIRST_CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    int rest = header.capacity() - 8 + profile.length + alpha.length + bitmap.length;
    header.put("RIFF".getBytes(ISO_8859_1)).putInt(rest).put("WEBP".getBytes(ISO_8859_1));
    header.put("VP8X".getBytes(ISO_8859_1)).putInt(10).putInt(flags);
    header.putShort((short) (area.width - 1)).put((byte) 0); // No bitmap is wider than 14 bits.
    header.putShort((short) (area.height - 1)).put((byte) 0);
    ByteArrayOutputStream image = new ByteArrayOutputStream();
    image.writeBytes(header.array());
    image.writeBytes(profile);
    image.writeBytes(alpha);
    image.writeBytes(bitmap);
    return image.toByteArray();
  }

  /** Adds to it what the reader leaves out. */
  BufferedImage complete(BufferedImage image, Placement placement) {
    return uncompressed == null ? image : uncompressed.on(image, placement);
  }

  private Dimension size(ByteBuffer chunk) {
    if (chunk.get(3) == 'L') {
      int bits = chunk.getInt(CHUNK_HEADER + 1);
      transparent = (bits & LOSSLESS_ALPHA) != 0;
      alpha = new byte[0];
      return new Dimension(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff));
    }
    transparent = alpha.length > 0;
    return new Dimension(
        chunk.getShort(CHUNK_HEADER + 6) & 0x3fff, chunk.getShort(CHUNK_HEADER + 8) & 0x3fff);
  }

  private Rectangle frame(int at) {
    return new Rectangle(2 * int24(at), 2 * int24(at + 3), 1 + int24(at + 6), 1 + int24(at + 9));
  }

  private int int24(int at) {
    return (in.getShort(at) & 0xffff) | ((in.get(at + 2) & 0xff) << 16);
  }
}
