package dev.offstage.servlet.http;

import dev.offstage.internal.text.OneLine;
import java.nio.charset.StandardCharsets;

/**
 * The value of a Location header. What is in it often comes from users: nothing of it may end the
 * header, also not where a server writes only the lower half of each character.
 */
public final class LocationHeader {
  private LocationHeader() {}

  /**
   * The URL in ASCII: other characters percent-encoded in UTF-8, as browsers do it.
   *
   * @throws IllegalArgumentException if it is empty, or has blanks, control characters or halves of
   *     characters in it
   */
  public static String of(String url) {
    if (url.isEmpty()
        || url.chars().anyMatch(c -> c <= ' ' || c == 127)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(url)) {
      throw new IllegalArgumentException(
          "'" + OneLine.shortened(url) + "' is no URL for a Location header");
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
