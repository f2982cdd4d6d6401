package dev.offstage.servlet.http;

import dev.offstage.internal.text.OneLine;
import java.nio.charset.StandardCharsets;

/**
 * The value of a Location header. It often contains what users sent: nothing in it may end the
 * header, not even if a server writes only the low byte of each character.
 */
public final class LocationHeader {
  private LocationHeader() {}

  /**
   * The URL in ASCII: other characters percent-encoded in UTF-8, as browsers do it.
   *
   * @throws IllegalArgumentException if it is empty or contains blanks, control characters or
   *     halves of surrogate pairs
   */
  public static String of(String url) {
    if (url.isEmpty()
        || url.chars().anyMatch(c -> c <= ' ' || c == 127)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(url)) {
      throw new IllegalArgumentException(
          "'" + OneLine.shortened(url) + "' is not a URL for a Location header");
    }
    StringBuilder ascii = new StringBuilder(url.length() + 16);
    for (byte b : url.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0) {
        ascii.append((char) b);
      } else {
        ascii.append(String.format("%%%02X", b & 0xff));
      }
    }
    return ascii.toString();
  }
}
