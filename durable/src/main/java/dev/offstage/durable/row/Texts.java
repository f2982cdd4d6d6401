package dev.offstage.durable.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Texts that somebody else has chosen, as databases can compare them. */
final class Texts {
  private static final int LONGEST = 255;

  private Texts() {}

  /**
   * The text, or a digest in its place: PostgreSQL has no text with a zero, MySQL takes no notice
   * of spaces at the end, and half a pair of surrogates is a question mark everywhere.
   */
  static String exact(String text) {
    boolean whole = StandardCharsets.UTF_8.newEncoder().canEncode(text);
    return whole && text.indexOf('\0') < 0 && !text.endsWith(" ") && text.length() <= LONGEST
        ? text
        : "sha256:" + digest(text);
  }

  private static String digest(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      StringBuilder hex = new StringBuilder();
      // Character by character: an encoder would write half a pair as a question mark, too.
      ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
      bytes.asCharBuffer().put(text);
      for (byte each : sha.digest(bytes.array())) {
        hex.append(Character.forDigit((each >> 4) & 15, 16));
        hex.append(Character.forDigit(each & 15, 16));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
