package dev.offstage.demo;

import static dev.offstage.demo.Pictures.BLUE;
import static dev.offstage.demo.Pictures.GRAY;
import static dev.offstage.demo.Pictures.GREEN;
import static dev.offstage.demo.Pictures.NOTHING;
import static dev.offstage.demo.Pictures.RED;
import static dev.offstage.demo.Pictures.WHITE;
import static dev.offstage.demo.Pictures.YELLOW;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** What is to be seen on a thumbnail of one of the {@link Pictures}. */
final class Quarters {
  private Quarters() {}

  /** The middle of each quarter, as the nearest colour of the picture. */
  static List<Color> of(BufferedImage shown) {
    List<Color> quarters = new ArrayList<>();
    for (int y : List.of(60, 180)) {
      for (int x : List.of(80, 240)) {
        quarters.add(nearest(new Color(shown.getRGB(x, y), true)));
      }
    }
    return quarters;
  }

  static Color nearest(Color color) {
    return List.of(RED, GREEN, BLUE, YELLOW, NOTHING, GRAY, WHITE).stream()
        .filter(known -> distance(known, color) <= 20)
        .findFirst()
        .orElse(color);
  }

  private static int distance(Color one, Color other) {
    if (one.getAlpha() == 0 && other.getAlpha() == 0) {
      return 0;
    }
    return Math.max(
        Math.max(
            Math.abs(one.getRed() - other.getRed()), Math.abs(one.getGreen() - other.getGreen())),
        Math.max(
            Math.abs(one.getBlue() - other.getBlue()),
            Math.abs(one.getAlpha() - other.getAlpha())));
  }
}
