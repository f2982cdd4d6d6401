package dev.offstage.agent;

import org.jspecify.annotations.Nullable;

/**
 * What stands behind {@code -javaagent:offstage-agent.jar=}: {@code key=value}, separated by
 * commas.
 */
final class AgentArguments {
  private final boolean enabled;

  private AgentArguments(boolean enabled) {
    this.enabled = enabled;
  }

  /** False for {@code enabled=false}: the agent is there but does nothing. */
  boolean isEnabled() {
    return enabled;
  }

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException naming the argument that is wrong and what is allowed
   */
  static AgentArguments parse(@Nullable String text) {
    boolean enabled = true;
    if (text == null || text.trim().isEmpty()) {
      return new AgentArguments(enabled);
    }
    for (String argument : text.split(",", -1)) {
      String value = argument.trim();
      if (value.equals("enabled=true")) {
        enabled = true;
      } else if (value.equals("enabled=false")) {
        enabled = false;
      } else {
        throw new IllegalArgumentException(
            "unknown argument '"
                + value
                + "' in -javaagent:...="
                + text
                + "; allowed: enabled=true, enabled=false");
      }
    }
    return new AgentArguments(enabled);
  }
}
