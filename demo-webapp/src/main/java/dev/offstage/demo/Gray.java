package dev.offstage.demo;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * Java takes gray for linear light and brightens it when it draws it, unless it has no
 * transparency. In image files gray is three equal colours.
 */
final class Gray {
  private Gray() {}

  /** Returns the image with these three colours if it is gray with transparency, else as it is. */
  static BufferedImage asColours(BufferedImage image) {
    boolean gray = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    if (!gray || !image.getColorModel().hasAlpha()) {
      return image;
    }
    Raster from = image.getRaster();
    int tooDeep = from.getSampleModel().getSampleSize(0) - Byte.SIZE;
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_ARGB);
    int[] pixel = new int[from.getNumBands()];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        from.getPixel(x, y, pixel);
        int level = pixel[0] >> tooDeep;
        int alpha = pixel[1] >> tooDeep;
        result.setRGB(x, y, alpha << 24 | level << 16 | level << 8 | level);
      }
    }
    return result;
  }
}
