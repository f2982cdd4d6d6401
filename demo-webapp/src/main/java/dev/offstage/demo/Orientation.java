package dev.offstage.demo;

import java.awt.geom.AffineTransform;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How the camera was held: EXIF's numbers 1 to 8. An image whose note is broken is not turned, as
 * in browsers.
 *
 * <p>EXIF is a tree of directories. This one number stands in the first of them, so no others are
 * followed: they may be many thousand, each within the other.
 */
record Orientation(int number) {
  static final Orientation UPRIGHT = new Orientation(1);

  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int TAG = 0x112;
  private static final int SHORT = 3;

  static Orientation of(byte[] exif) {
    if (exif.length < HEADER + 2) {
      return UPRIGHT;
    }
    boolean little = exif[0] == 'I' && exif[1] == 'I';
    boolean big = exif[0] == 'M' && exif[1] == 'M';
    ByteBuffer in =
        ByteBuffer.wrap(exif).order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int directory = in.getInt(4);
    boolean known = (little || big) && in.getShort(2) == 42;
    if (!known || directory < HEADER || directory > exif.length - 2) {
      return UPRIGHT;
    }
    int entries = in.getShort(directory) & 0xffff;
    for (int at = directory + 2; entries > 0 && at <= exif.length - ENTRY; at += ENTRY) {
      if (in.getShort(at) == TAG && in.getShort(at + 2) == SHORT && in.getInt(at + 4) == 1) {
        int number = in.getShort(at + 8);
        return number < 1 || number > 8 ? UPRIGHT : new Orientation(number);
      }
      entries--;
    }
    return UPRIGHT;
  }

  /** Whether width and height change places. */
  boolean isSideways() {
    return number >= 5;
  }

  /** From the pixels in the file, {@code width} x {@code height}, to what is to be seen. */
  AffineTransform transform(int width, int height) {
    return switch (number) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
