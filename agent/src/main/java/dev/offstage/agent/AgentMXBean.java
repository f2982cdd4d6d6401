package dev.offstage.agent;

import java.util.List;

/** What the agent does, for JMX: {@code dev.offstage:type=Agent}. Each line is one method. */
public interface AgentMXBean {
  /** The agent's version. */
  String getVersion();

  /** The methods that are redirected, with their pool and what asked for it. */
  List<String> getRedirected();

  /** The methods that are named but refused, with the reason. */
  List<String> getRefused();

  /**
   * The redirected methods of which a call could not be handed over because of an error and ran
   * inline, with the first such error of each.
   */
  List<String> getFailing();
}
