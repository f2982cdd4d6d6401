package dev.offstage.agent.exchange;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * How messages get into another JVM and out again: a request as the agent's arguments, an answer as
 * a system property. Nothing else is needed: no file, which the other JVM might not see or not be
 * allowed to read, and no port.
 *
 * <p>The JVM takes arguments of 1,024 characters, the jar's path included: a longer request comes
 * in parts.
 */
public final class Wire {
  /** What an agent's arguments begin with if they are a part of a request. */
  public static final String PREFIX = "offstage-command-1:";

  /** More parts than anybody needs; each of them leaves a trace in the JVM. */
  public static final int MOST_PARTS = 64;

  private static final String ANSWER = "dev.offstage.agent.answer.";
  private static final int MOST_CHARACTERS = 1000;
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private Wire() {}

  /** The property that has the answer. */
  public static String answerProperty(String id) {
    return ANSWER + id;
  }

  /**
   * The arguments for the agent, one after the other.
   *
   * @param jar the path of the agent's jar
   * @throws IllegalArgumentException if it is too long
   */
  public static List<String> arguments(Message request, String id, String jar) {
    String data = encode(request.toText());
    int room = Math.max(50, MOST_CHARACTERS - jar.length() - PREFIX.length() - id.length() - 10);
    int parts = Math.max(1, (data.length() + room - 1) / room);
    if (parts > MOST_PARTS) {
      throw new IllegalArgumentException(
          "it has "
              + data.length()
              + " characters when compressed; allowed: "
              + room * MOST_PARTS
              + "; start the JVM with -javaagent:...=config= instead");
    }
    List<String> arguments = new ArrayList<String>();
    for (int i = 0; i < parts; i++) {
      String part = data.substring(i * room, Math.min(data.length(), (i + 1) * room));
      arguments.add(PREFIX + id + ":" + (i + 1) + ":" + parts + ":" + part);
    }
    return arguments;
  }

  private static String encode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  /**
   * Reads a request whose parts have been put together again.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Message decode(String data) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getUrlDecoder().decode(data)))) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        text.write(buffer, 0, count);
        if (text.size() > MOST_BYTES) {
          throw new IOException("more than " + MOST_BYTES + " bytes");
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not a request of the agent's command: " + e, e);
    }
    return Message.parse(new String(text.toByteArray(), StandardCharsets.UTF_8));
  }
}
