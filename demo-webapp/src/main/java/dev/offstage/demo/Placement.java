package dev.offstage.demo;

import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;

/**
 * Which pixels of a picture go where on the thumbnail. The picture covers all of it; the excess is
 * cut off on both sides and never read.
 *
 * @param source the pixels that are seen, in the first frame
 * @param every of how many of them, in either direction, one is read
 * @param transform from the pixels that are read to the thumbnail
 */
record Placement(Rectangle source, int every, AffineTransform transform) {

  static Placement of(Picture picture, int width, int height) {
    double pictureWidth = picture.canvas().width;
    double pictureHeight = picture.canvas().height;
    if (picture.orientation().isSideways()) {
      pictureWidth = picture.canvas().height;
      pictureHeight = picture.canvas().width;
    }
    double scale = Math.max(width / pictureWidth, height / pictureHeight);
    AffineTransform transform =
        AffineTransform.getTranslateInstance(
            (width - pictureWidth * scale) / 2, (height - pictureHeight * scale) / 2);
    transform.scale(scale, scale);
    transform.concatenate(
        picture.orientation().transform(picture.canvas().width, picture.canvas().height));
    transform.translate(picture.area().x, picture.area().y);

    Rectangle source =
        seen(transform, width, height).intersection(new Rectangle(picture.area().getSize()));
    int every = Math.max(1, (int) (1 / (2 * scale)));
    transform.translate(source.x, source.y);
    transform.scale(every, every);
    return new Placement(source, every, transform);
  }

  private static Rectangle seen(AffineTransform transform, int width, int height) {
    try {
      Rectangle seen =
          transform
              .createInverse()
              .createTransformedShape(new Rectangle(width, height))
              .getBounds();
      seen.grow(1, 1); // For the smooth edges.
      return seen;
    } catch (NoninvertibleTransformException e) {
      throw new IllegalArgumentException(e); // No scale is 0.
    }
  }
}
