package dev.offstage.agent.rules;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads rules from a file. */
public final class RulesFile {
  private static final int MOST_BYTES = 1024 * 1024;

  private RulesFile() {}

  /**
   * Reads a file of rules.
   *
   * @throws IOException if that is not possible; the message names the file and the reason
   */
  public static Rules read(String path) throws IOException {
    return Rules.parse(text(path), path);
  }

  /**
   * The text of such a file.
   *
   * @throws IOException if it cannot be read; the message names the file and the reason
   */
  public static String text(String path) throws IOException {
    try {
      return decode(bytes(path));
    } catch (CharacterCodingException e) {
      throw new IOException("rules cannot be read: " + path + " is not UTF-8 text", e);
    } catch (IOException e) {
      // The message of a missing file begins with its path.
      throw new IOException("rules cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] bytes(String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = new FileInputStream(path)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
        if (bytes.size() > MOST_BYTES) {
          throw new IOException(path + " has more than " + MOST_BYTES + " bytes");
        }
      }
    }
    return bytes.toByteArray();
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
