package dev.offstage.durable.json;

import dev.offstage.internal.codec.UndecodableException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** JSON between text and bytes, without losing a character. */
final class Utf8 {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private Utf8() {}

  /** Half of a pair of surrogates, which UTF-8 cannot have, becomes an escape sequence. */
  static byte[] encode(String json) {
    StringBuilder escaped = null;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < json.length()
              && Character.isLowSurrogate(json.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        escaped = escaped == null ? new StringBuilder(json.substring(0, i)) : escaped;
        escaped.append(String.format("\\u%04x", (int) c));
      } else if (pair) {
        i++;
        if (escaped != null) {
          escaped.append(c).append(json.charAt(i));
        }
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    return (escaped == null ? json : escaped.toString()).getBytes(StandardCharsets.UTF_8);
  }

  /** Refuses what is not UTF-8, where Java would put a question mark. */
  static String decode(byte[] json) {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
    } catch (CharacterCodingException e) {
      throw new UndecodableException("the data is not UTF-8", e);
    }
    if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      throw new UndecodableException("the data begins with a byte order mark");
    }
    return text;
  }
}
