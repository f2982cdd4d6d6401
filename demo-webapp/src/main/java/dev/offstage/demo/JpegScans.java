package dev.offstage.demo;

/**
 * How often a JPEG goes over its pixels. A progressive one does so about ten times, each time a
 * little sharper; a hostile one of a few megabytes a hundred thousand times, which takes hours.
 */
final class JpegScans {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;

  private JpegScans() {}

  static int count(byte[] file) {
    int scans = 0;
    int at = 2;
    while (at + 3 < file.length) {
      int marker = file[at + 1] & 0xff;
      if (file[at] != (byte) 0xff || marker == 0xff || marker <= 0x01 || isRestart(marker)) {
        at++; // Fill bytes, or pixels.
      } else if (marker == END_OF_IMAGE) {
        return scans;
      } else {
        scans += marker == START_OF_SCAN ? 1 : 0;
        at += 2 + Math.max(2, ((file[at + 2] & 0xff) << 8) | (file[at + 3] & 0xff));
      }
    }
    return scans;
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xd0 && marker <= 0xd8;
  }
}
