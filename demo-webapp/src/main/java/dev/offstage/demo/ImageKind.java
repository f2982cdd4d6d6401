package dev.offstage.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Pattern;

/** The images that the demo shows, each known by how its file begins. */
enum ImageKind {
  PNG("png", "\\x89PNG\\r\\n\\x1a\\n.*"),
  JPEG("jpeg", "\\xff\\xd8\\xff.*"),
  GIF("gif", "GIF8[79]a.*"),
  WEBP("webp", "RIFF....WEBPVP8[ LX].*");

  private static final int LONGEST_START = 16;

  /** What {@link javax.imageio.ImageIO} calls it. */
  private final String format;

  private final Pattern start;

  ImageKind(String format, String start) {
    this.format = format;
    this.start = Pattern.compile(start, Pattern.DOTALL);
  }

  String format() {
    return format;
  }

  static ImageKind of(byte[] file) throws PhotoException {
    String start = new String(file, 0, Math.min(LONGEST_START, file.length), ISO_8859_1);
    for (ImageKind kind : values()) {
      if (kind.start.matcher(start).matches()) {
        return kind;
      }
    }
    throw new PhotoException("This is not a PNG, JPEG, GIF or WebP image.");
  }
}
