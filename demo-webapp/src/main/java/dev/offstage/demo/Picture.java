package dev.offstage.demo;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * What the headers of an image file say.
 *
 * @param canvas the size of the whole
 * @param area where on it the first frame is: less than the whole in some animations
 * @param scans how often the file goes over the pixels
 */
record Picture(Dimension canvas, Rectangle area, Orientation orientation, int scans) {
  private static final int LONGEST_SIDE = 65_535;
  private static final long MOST_PIXELS = 40_000_000;

  /** A progressive JPEG with the most pixels may have 15 scans; 10 are usual. */
  private static final long MOST_PIXELS_READ = 15 * MOST_PIXELS;

  /** Of a PNG or a JPEG, which are all one frame. */
  static Picture whole(ImageReader reader, Orientation orientation, int scans) throws IOException {
    Dimension size = new Dimension(reader.getWidth(0), reader.getHeight(0));
    return new Picture(size, new Rectangle(size), orientation, scans).checked();
  }

  static Picture webp(WebpFrame first) throws PhotoException {
    return new Picture(first.canvas(), first.area(), Orientation.UPRIGHT, 1).checked();
  }

  static Picture gif(byte[] file, ImageReader reader) throws IOException {
    ByteBuffer screen = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    IIOMetadata metadata = reader.getImageMetadata(0);
    NodeList descriptors =
        ((Element) metadata.getAsTree(metadata.getNativeMetadataFormatName()))
            .getElementsByTagName("ImageDescriptor");
    Element descriptor = (Element) descriptors.item(0);
    Rectangle area =
        new Rectangle(
            Integer.parseInt(descriptor.getAttribute("imageLeftPosition")),
            Integer.parseInt(descriptor.getAttribute("imageTopPosition")),
            reader.getWidth(0),
            reader.getHeight(0));
    Dimension canvas =
        new Rectangle(screen.getShort(6) & 0xffff, screen.getShort(8) & 0xffff)
            .union(area)
            .getSize();
    return new Picture(canvas, area, Orientation.UPRIGHT, 1).checked();
  }

  /** Before any memory is taken for pixels. */
  private Picture checked() throws PhotoException {
    long pixels = (long) canvas.width * canvas.height;
    if (pixels > MOST_PIXELS || Math.max(canvas.width, canvas.height) > LONGEST_SIDE) {
      throw new PhotoException(
          "The image has %d x %d pixels; the demo takes up to %d million, and %d on a side."
              .formatted(canvas.width, canvas.height, MOST_PIXELS / 1_000_000, LONGEST_SIDE));
    }
    if (pixels == 0) {
      throw new PhotoException("The image cannot be read: it has no pixels.");
    }
    if (scans * pixels > MOST_PIXELS_READ) {
      throw new PhotoException(
          "The image repeats its %d x %d pixels in %d scans; the demo takes up to %d."
              .formatted(canvas.width, canvas.height, scans, MOST_PIXELS_READ / pixels));
    }
    return this;
  }
}
