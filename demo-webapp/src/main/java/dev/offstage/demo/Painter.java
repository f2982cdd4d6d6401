package dev.offstage.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Paints a landscape for each name, always the same one. This class is thread-safe. */
final class Painter {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 480;
  private static final int MOST_KEPT = 64;

  private final Map<String, byte[]> kept = new LinkedHashMap<>();

  synchronized byte[] png(String name) throws IOException {
    byte[] png = kept.get(name);
    if (png == null) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      // ImageIO's own streams are closed as soon as the JVM begins to stop, while we still drain.
      try (ImageOutputStream memory = new MemoryCacheImageOutputStream(out)) {
        ImageIO.write(paint(new Random(name.hashCode())), "png", memory);
      }
      png = out.toByteArray();
      kept.put(name, png);
      if (kept.size() > MOST_KEPT) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return png;
  }

  private static BufferedImage paint(Random random) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    float hue = random.nextFloat();
    Color zenith = Color.getHSBColor(hue, 0.75f, 0.45f);
    Color horizon = Color.getHSBColor(hue + 0.12f, 0.55f, 1f);
    graphics.setPaint(new GradientPaint(0, 0, zenith, 0, HEIGHT * 0.7f, horizon));
    graphics.fillRect(0, 0, WIDTH, HEIGHT);
    sun(graphics, random, hue);
    for (int hill = 0; hill < 4; hill++) {
      graphics.setPaint(Color.getHSBColor(hue - 0.05f, 0.35f + 0.12f * hill, 0.6f - 0.14f * hill));
      graphics.fill(hill(random, HEIGHT * (0.52 + 0.12 * hill)));
    }
    graphics.dispose();
    return image;
  }

  private static void sun(Graphics2D graphics, Random random, float hue) {
    double x = WIDTH * (0.2 + 0.6 * random.nextDouble());
    double y = HEIGHT * (0.2 + 0.25 * random.nextDouble());
    Color light = Color.getHSBColor(hue + 0.17f, 0.25f, 1f);
    for (int radius = 120; radius >= 40; radius -= 20) {
      int alpha = radius == 40 ? 255 : 28;
      graphics.setPaint(new Color(light.getRed(), light.getGreen(), light.getBlue(), alpha));
      graphics.fill(new Ellipse2D.Double(x - radius, y - radius, 2.0 * radius, 2.0 * radius));
    }
  }

  private static Path2D hill(Random random, double top) {
    double phase = random.nextDouble() * 2 * Math.PI;
    double waves = 1 + 2 * random.nextDouble();
    Path2D hill = new Path2D.Double();
    hill.moveTo(0, HEIGHT);
    for (int x = 0; x <= WIDTH; x += 8) {
      double wave = Math.sin(phase + waves * 2 * Math.PI * x / WIDTH);
      hill.lineTo(x, top + 34 * wave + 9 * Math.sin(phase + x / 23.0));
    }
    hill.lineTo(WIDTH, HEIGHT);
    hill.closePath();
    return hill;
  }
}
