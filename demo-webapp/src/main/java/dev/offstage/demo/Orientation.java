package dev.offstage.demo;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.lang.ByteArrayReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the camera was held: EXIF's numbers 1 to 8. Where a browser does not turn an image, because
 * the note is broken or the image is no JPEG or PNG, it is not turned here either.
 */
record Orientation(int number) {
  static final Orientation UPRIGHT = new Orientation(1);

  static Orientation ofJpeg(byte[] file) {
    try {
      return of(
          JpegMetadataReader.readMetadata(
              new ByteArrayInputStream(file), List.of(new ExifReader())));
    } catch (JpegProcessingException | IOException | RuntimeException e) {
      return UPRIGHT;
    }
  }

  static Orientation ofExif(byte @Nullable [] exif) {
    if (exif == null) {
      return UPRIGHT;
    }
    Metadata metadata = new Metadata();
    try {
      new ExifReader().extract(new ByteArrayReader(exif), metadata);
    } catch (RuntimeException e) {
      return UPRIGHT;
    }
    return of(metadata);
  }

  private static Orientation of(Metadata metadata) {
    ExifIFD0Directory exif = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer number = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    return number == null || number < 1 || number > 8 ? UPRIGHT : new Orientation(number);
  }

  /** Whether width and height change places. */
  boolean isSideways() {
    return number >= 5;
  }

  /** From the pixels in the file, {@code width} x {@code height}, to what is to be seen. */
  AffineTransform transform(int width, int height) {
    return switch (number) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
      default -> new AffineTransform();
    };
  }
}
