package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** What the segments of a JPEG say, without its pixels. */
final class JpegSegments {
  private static final int END_OF_IMAGE = 0xd9;
  private static final int START_OF_SCAN = 0xda;
  private static final int NOTES = 0xe1;
  private static final String EXIF = "Exif\0\0";

  private int scans;
  private byte[] exif = {};

  private JpegSegments(byte[] file) {
    int at = 2;
    while (at + 3 < file.length) {
      int marker = file[at + 1] & 0xff;
      if (file[at] != (byte) 0xff || isAlone(marker)) {
        at++; // Fill bytes, or pixels.
      } else if (marker == END_OF_IMAGE) {
        return;
      } else {
        int length = Math.max(2, ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
        int next = Math.min(file.length, at + 2 + length);
        take(marker, Arrays.copyOfRange(file, at + 4, next));
        at = next;
      }
    }
  }

  static JpegSegments of(byte[] file) {
    return new JpegSegments(file);
  }

  private void take(int marker, byte[] content) {
    int start = EXIF.length();
    if (marker == START_OF_SCAN) {
      scans++;
    } else if (marker == NOTES
        && exif.length == 0
        && content.length >= start
        && new String(content, 0, start, ISO_8859_1).equals(EXIF)) {
      exif = Arrays.copyOfRange(content, start, content.length);
    }
  }

  /** Whether no length follows: an escaped byte of the pixels, a fill byte, a restart. */
  private static boolean isAlone(int marker) {
    return marker <= 0x01 || marker == 0xff || (marker >= 0xd0 && marker <= 0xd8);
  }

  /**
   * How often the file goes over its pixels. A progressive one does so about ten times, each time a
   * little sharper; a hostile one of a few megabytes a hundred thousand times, which takes hours.
   */
  int scans() {
    return scans;
  }

  /** What the camera has noted, or nothing. */
  byte[] exif() {
    return exif;
  }
}
