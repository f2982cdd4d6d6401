package dev.offstage.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;

/**
 * One picture in many kinds of memory, 64 x 48: red at the top left, green at the top right, blue
 * below the red. The fourth quarter is yellow, or else transparent. The gray ones are gray and
 * white instead.
 */
final class Pictures {
  static final int WIDTH = 64;
  static final int HEIGHT = 48;
  static final Color RED = new Color(200, 30, 30);
  static final Color GREEN = new Color(30, 160, 60);
  static final Color BLUE = new Color(40, 60, 200);
  static final Color YELLOW = new Color(240, 220, 60);
  static final Color GRAY = new Color(128, 128, 128);
  static final Color WHITE = Color.WHITE;
  static final Color NOTHING = new Color(0, 0, 0, 0);

  private Pictures() {}

  static BufferedImage opaque() {
    return paint(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), YELLOW);
  }

  static BufferedImage transparent() {
    return paint(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB), NOTHING);
  }

  /** Its first colour, and with that the fourth quarter, is transparent. */
  static BufferedImage palette() {
    return paint(
        new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, colours()), NOTHING);
  }

  /** A quarter of the size, and all red. */
  static BufferedImage small() {
    BufferedImage image =
        new BufferedImage(WIDTH / 2, HEIGHT / 2, BufferedImage.TYPE_BYTE_INDEXED, colours());
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(RED);
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    graphics.dispose();
    return image;
  }

  /** 16 bits for each colour. */
  static BufferedImage deep() {
    BufferedImage image = empty(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT);
    WritableRaster from = transparent().getRaster();
    int[] pixel = new int[4];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        from.getPixel(x, y, pixel);
        for (int band = 0; band < pixel.length; band++) {
          pixel[band] *= 257;
        }
        image.getRaster().setPixel(x, y, pixel);
      }
    }
    return image;
  }

  /** Of 8 or 16 bits, by its type. */
  static BufferedImage gray(int type) {
    return gray(new BufferedImage(WIDTH, HEIGHT, type));
  }

  static BufferedImage grayAlpha(int dataType) {
    return gray(empty(ColorSpace.CS_GRAY, dataType));
  }

  /* Past Java's idea of gray, which is not that of image files. */
  private static BufferedImage gray(BufferedImage image) {
    WritableRaster raster = image.getRaster();
    int most = raster.getDataBuffer().getDataType() == DataBuffer.TYPE_BYTE ? 255 : 65_535;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        boolean fourth = x >= WIDTH / 2 && y >= HEIGHT / 2;
        raster.setSample(x, y, 0, fourth ? most : most / 255 * 128);
        if (raster.getNumBands() == 2) {
          raster.setSample(x, y, 1, fourth ? 0 : most);
        }
      }
    }
    return image;
  }

  private static BufferedImage empty(int colorSpace, int dataType) {
    ComponentColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(colorSpace), true, false, Transparency.TRANSLUCENT, dataType);
    WritableRaster raster = colors.createCompatibleWritableRaster(WIDTH, HEIGHT);
    return new BufferedImage(colors, raster, false, null);
  }

  private static IndexColorModel colours() {
    byte[] red = {0, (byte) RED.getRed(), (byte) GREEN.getRed(), (byte) BLUE.getRed()};
    byte[] green = {0, (byte) RED.getGreen(), (byte) GREEN.getGreen(), (byte) BLUE.getGreen()};
    byte[] blue = {0, (byte) RED.getBlue(), (byte) GREEN.getBlue(), (byte) BLUE.getBlue()};
    return new IndexColorModel(2, 4, red, green, blue, 0);
  }

  private static BufferedImage paint(BufferedImage image, Color fourth) {
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(RED);
    graphics.fillRect(0, 0, WIDTH / 2, HEIGHT / 2);
    graphics.setColor(GREEN);
    graphics.fillRect(WIDTH / 2, 0, WIDTH / 2, HEIGHT / 2);
    graphics.setColor(BLUE);
    graphics.fillRect(0, HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    if (!fourth.equals(NOTHING)) {
      graphics.setColor(fourth);
      graphics.fillRect(WIDTH / 2, HEIGHT / 2, WIDTH / 2, HEIGHT / 2);
    }
    graphics.dispose();
    return image;
  }
}
