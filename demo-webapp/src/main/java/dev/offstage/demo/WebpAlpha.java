package dev.offstage.demo;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;

/**
 * Transparency that a WebP file has uncompressed, as it is for small and noisy images. The reader
 * does not know it, so it is put on the image afterwards.
 */
final class WebpAlpha {
  private static final int CHUNK_HEADER = 8;
  private static final int NONE = 0;
  private static final int HORIZONTAL = 1;
  private static final int VERTICAL = 2;

  private final int width;
  private final byte[] levels;

  /**
   * Takes the chunk apart.
   *
   * @throws PhotoException if it is shorter than the frame is large
   */
  WebpAlpha(byte[] chunk, int width, int height) throws PhotoException {
    this.width = width;
    int first = CHUNK_HEADER + 1;
    if (chunk.length - first < (long) width * height) {
      throw new PhotoException("The image cannot be read: its transparency breaks off.");
    }
    levels = new byte[width * height];
    int filter = chunk[CHUNK_HEADER] >> 2 & 3;
    for (int i = 0; i < levels.length; i++) {
      levels[i] = (byte) (chunk[first + i] + predicted(filter, i % width, i / width));
    }
  }

  /** Whether the chunk is one that the reader does not know. */
  static boolean isUncompressed(byte[] chunk) {
    return chunk.length > CHUNK_HEADER && (chunk[CHUNK_HEADER] & 3) == 0;
  }

  private int predicted(int filter, int x, int y) {
    if (filter == NONE || (x == 0 && y == 0)) {
      return 0;
    }
    if (y == 0 || (filter == HORIZONTAL && x > 0)) {
      return level(x - 1, y);
    }
    if (x == 0 || filter == VERTICAL) {
      return level(x, y - 1);
    }
    int gradient = level(x - 1, y) + level(x, y - 1) - level(x - 1, y - 1);
    return Math.max(0, Math.min(255, gradient));
  }

  private int level(int x, int y) {
    return levels[y * width + x] & 0xff;
  }

  /** The image, of which only some pixels were read, with this transparency. */
  BufferedImage on(BufferedImage image, Placement placement) {
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    result.createGraphics().drawImage(image, 0, 0, null);
    WritableRaster alpha = result.getAlphaRaster();
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int fromX = placement.source().x + x * placement.every();
        int fromY = placement.source().y + y * placement.every();
        alpha.setSample(x, y, 0, level(fromX, fromY));
      }
    }
    return result;
  }
}
