package dev.offstage.agent;

import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.rules.RulesFile;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code -javaagent:offstage-agent.jar=}: {@code key=value} pairs, separated by
 * commas. The jar's command line uses further keys for an agent that it attaches. Immutable.
 */
final class AgentArguments {
  private static final String ALLOWED =
      "allowed: enabled=true, enabled=false, config=/path/to/rules, separated by commas";
  private static final List<String> FROM_COMMAND_LINE = Arrays.asList("detach", "advise", "result");

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
      // A comma that is not followed by a key belongs to a path.
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
            : !value.isEmpty() && (key.equals("config") || FROM_COMMAND_LINE.contains(key));
    if (!allowed) {
      throw new IllegalArgumentException(
          "unknown argument '" + argument + "' in -javaagent:...=" + all + "; " + ALLOWED);
    }
    if (values.put(key, value) != null) {
      throw new IllegalArgumentException(
          "argument '" + key + "' appears twice in -javaagent:...=" + all + "; " + ALLOWED);
    }
  }

  /** False for {@code enabled=false}: the agent is there but does nothing. */
  boolean isEnabled() {
    return !"false".equals(values.get("enabled"));
  }

  /** The value of a key, or null. */
  @Nullable String value(String key) {
    return values.get(key);
  }

  /**
   * Reads the rules of the whole JVM.
   *
   * @throws IOException if the file cannot be read
   */
  Rules rules() throws IOException {
    String path = values.get("config");
    return path == null ? Rules.NONE : RulesFile.read(path);
  }
}
