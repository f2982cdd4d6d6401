package dev.offstage.agent;

import dev.offstage.agent.rules.Rules;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code -javaagent:offstage-agent.jar=}: {@code key=value}, separated by
 * commas.
 */
final class AgentArguments {
  private static final String ALLOWED =
      "allowed: enabled=true, enabled=false, config=/path/to/rules, separated by commas";
  private static final int MOST_BYTES = 1024 * 1024;

  private final Map<String, String> values = new LinkedHashMap<String, String>();

  private AgentArguments() {}

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the argument that is wrong and what is allowed
   */
  static AgentArguments parse(@Nullable String text) {
    AgentArguments arguments = new AgentArguments();
    if (text != null && !text.trim().isEmpty()) {
      // A comma that no key follows belongs to a path.
      for (String argument : text.split(",(?=\\s*[a-z]+=|\\s*$)", -1)) {
        arguments.add(argument.trim(), text);
      }
    }
    return arguments;
  }

  private void add(String argument, String all) {
    int equals = argument.indexOf('=');
    String key = equals < 0 ? argument : argument.substring(0, equals);
    String value = equals < 0 ? "" : argument.substring(equals + 1).trim();
    boolean allowed =
        key.equals("enabled")
            ? value.equals("true") || value.equals("false")
            : key.equals("config") && !value.isEmpty();
    if (!allowed) {
      throw new IllegalArgumentException(
          "unknown argument '" + argument + "' in -javaagent:...=" + all + "; " + ALLOWED);
    }
    if (values.put(key, value) != null) {
      throw new IllegalArgumentException(
          "argument '" + key + "' stands twice in -javaagent:...=" + all + "; " + ALLOWED);
    }
  }

  /** False for {@code enabled=false}: the agent is there but does nothing. */
  boolean isEnabled() {
    return !"false".equals(values.get("enabled"));
  }

  /**
   * Reads the rules of the whole JVM.
   *
   * @throws IllegalArgumentException if the file cannot be read
   */
  Rules rules() {
    String path = values.get("config");
    if (path == null) {
      return Rules.NONE;
    }
    try {
      return Rules.parse(decode(read(path)), path);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("config=" + path + " is no text in UTF-8", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "config=" + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] read(String path) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try (InputStream in = new FileInputStream(path)) {
      for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
        if (bytes.size() > MOST_BYTES) {
          throw new IOException("it has more than " + MOST_BYTES + " bytes");
        }
      }
    }
    return bytes.toByteArray();
  }

  private static String decode(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
