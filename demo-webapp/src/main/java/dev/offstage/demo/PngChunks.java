package dev.offstage.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The parts of a PNG file that make the picture. The JDK's reader also inflates texts and profiles,
 * and takes their lengths on trust: a small file could fill the memory before it has one pixel.
 */
final class PngChunks {
  private static final Set<Integer> KEPT =
      Set.of(type("IHDR"), type("PLTE"), type("tRNS"), type("IDAT"), type("IEND"));
  private static final int SIGNATURE = 8;
  private static final int AROUND = 12;

  private final byte[] image;
  private final byte[] exif;

  private PngChunks(byte[] image, byte[] exif) {
    this.image = image;
    this.exif = exif;
  }

  /** The file without everything else. */
  byte[] image() {
    return image;
  }

  /** What the camera has noted, or nothing; it counts only where it stands before the pixels. */
  byte[] exif() {
    return exif;
  }

  static PngChunks of(byte[] file) throws IOException {
    ByteArrayOutputStream image = new ByteArrayOutputStream(file.length);
    image.write(file, 0, SIGNATURE);
    byte[] exif = {};
    boolean pixels = false;
    ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE);
    while (in.remaining() >= AROUND) {
      int start = in.position();
      int length = in.getInt();
      int type = in.getInt();
      int rest = in.limit() - start;
      boolean complete = length >= 0 && length <= rest - AROUND;
      int whole = complete ? length + AROUND : rest;
      pixels |= type == type("IDAT");
      // Of pixels, some may be missing at the end: browsers, too, show what there is.
      if (KEPT.contains(type) && (complete || type == type("IDAT"))) {
        image.write(file, start, whole);
      } else if (type == type("eXIf") && complete && !pixels) {
        exif = new byte[length];
        in.get(exif);
      }
      in.position(start + whole);
    }
    return new PngChunks(image.toByteArray(), exif);
  }

  private static int type(String name) {
    return name.charAt(0) << 24 | name.charAt(1) << 16 | name.charAt(2) << 8 | name.charAt(3);
  }
}
