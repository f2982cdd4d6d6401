package dev.offstage.demo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Makes the small picture, and thereby decides what is an image: not by the file's name or content
 * type, but by whether it can be read. It looks as in a browser: what is transparent stays so, the
 * camera's orientation counts, and of an animation it is the first frame.
 */
final class Thumbnail {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private static final Pattern LAST_STOP = Pattern.compile("[.!]+$");

  private Thumbnail() {}

  /**
   * @throws PhotoException if the file is not an image, or too large
   */
  static void make(Path image, Path thumbnail) throws IOException {
    BufferedImage small;
    try {
      small = read(image);
    } catch (PhotoException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new PhotoException("The image needs more memory than the demo has.", e);
    } catch (IOException | RuntimeException | StackOverflowError e) { // Readers throw all of these.
      String reason = e.getMessage() == null ? "its file is broken" : e.getMessage();
      throw new PhotoException(
          "The image cannot be read: " + LAST_STOP.matcher(reason).replaceFirst("") + ".", e);
    }
    Files.createDirectories(thumbnail.toAbsolutePath().getParent());
    ImageIO.write(small, "png", thumbnail.toFile());
  }

  /** One at a time: decoding takes memory, and the downloads are what the demo is about. */
  private static synchronized BufferedImage read(Path image) throws IOException {
    byte[] file = Files.readAllBytes(image);
    ImageKind kind = ImageKind.of(file);
    return switch (kind) {
      case PNG -> {
        PngChunks png = PngChunks.of(file);
        yield read(
            png.image(), kind, reader -> Picture.whole(reader, Orientation.of(png.exif()), 1));
      }
      case JPEG -> {
        JpegSegments jpeg = JpegSegments.of(file);
        Orientation orientation = Orientation.of(jpeg.exif());
        yield read(file, kind, reader -> Picture.whole(reader, orientation, jpeg.scans()));
      }
      case GIF -> read(file, kind, reader -> Picture.gif(file, reader));
      case WEBP -> {
        WebpFrame first = new WebpFrame(file);
        yield read(first.image(), kind, reader -> Picture.webp(first), first::complete);
      }
    };
  }

  private interface Headers {
    Picture read(ImageReader reader) throws IOException;
  }

  private interface Finish {
    BufferedImage of(BufferedImage image, Placement placement);
  }

  private static BufferedImage read(byte[] file, ImageKind kind, Headers headers)
      throws IOException {
    return read(file, kind, headers, (image, placement) -> Gray.asColours(image));
  }

  private static BufferedImage read(byte[] file, ImageKind kind, Headers headers, Finish finish)
      throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName(kind.format()).next();
    // A stream whose length nobody knows: some readers compare it with the size of the picture, and
    // one of a single colour is too short for them.
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
      reader.setInput(in, false, true);
      return draw(reader, Placement.of(headers.read(reader), WIDTH, HEIGHT), finish);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage draw(ImageReader reader, Placement placement, Finish finish)
      throws IOException {
    BufferedImage result = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    if (placement.source().isEmpty()) {
      return result; // The first frame is at the side that is cut off.
    }
    ImageReadParam seen = reader.getDefaultReadParam();
    seen.setSourceRegion(placement.source());
    seen.setSourceSubsampling(placement.every(), placement.every(), 0, 0);
    BufferedImage image = finish.of(reader.read(0, seen), placement);
    Graphics2D graphics = result.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(image, placement.transform(), null);
    graphics.dispose();
    return result;
  }
}
