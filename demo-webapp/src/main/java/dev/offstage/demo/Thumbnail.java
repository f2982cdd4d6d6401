package dev.offstage.demo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Makes the small picture, and thereby decides what is an image: not by the file's name or content
 * type, but by whether it can be read. The size is read from the header, before any memory is
 * allocated.
 */
final class Thumbnail {
  private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif");
  private static final long MOST_PIXELS = 40_000_000;
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private Thumbnail() {}

  /**
   * @throws PhotoException if the file is not an image, or too large
   */
  static void make(Path image, Path thumbnail) throws IOException {
    BufferedImage small;
    try (ImageInputStream in = ImageIO.createImageInputStream(image.toFile())) {
      ImageReader reader = reader(in);
      try {
        reader.setInput(in, true, true);
        small = read(reader);
      } finally {
        reader.dispose();
      }
    } catch (PhotoException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // Readers throw either for broken files.
      throw new PhotoException("The image cannot be read: " + e.getMessage() + ".", e);
    }
    Files.createDirectories(thumbnail.toAbsolutePath().getParent());
    ImageIO.write(fit(small), "png", thumbnail.toFile());
  }

  private static ImageReader reader(ImageInputStream in) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if (FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT))) {
        return reader;
      }
    }
    throw new PhotoException("This is not a PNG, JPEG or GIF image.");
  }

  /** One at a time: decoding takes memory, and the downloads are what the demo is about. */
  private static synchronized BufferedImage read(ImageReader reader) throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if ((long) width * height > MOST_PIXELS) {
      throw new PhotoException(
          "The image has %d x %d pixels; the demo takes up to %d million."
              .formatted(width, height, MOST_PIXELS / 1_000_000));
    }
    ImageReadParam every = reader.getDefaultReadParam();
    every.setSourceSubsampling(
        Math.max(1, width / (2 * WIDTH)), Math.max(1, height / (2 * HEIGHT)), 0, 0);
    return reader.read(0, every);
  }

  /** Covers the whole thumbnail; the excess is cut off on both sides. */
  private static BufferedImage fit(BufferedImage image) {
    double scale = Math.max((double) WIDTH / image.getWidth(), (double) HEIGHT / image.getHeight());
    int width = (int) Math.ceil(image.getWidth() * scale);
    int height = (int) Math.ceil(image.getHeight() * scale);
    BufferedImage result = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height, null);
    graphics.dispose();
    return result;
  }
}
