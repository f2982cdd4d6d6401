package dev.offstage.agent.cli;

import java.util.ArrayList;
import java.util.List;

/** Jars of Offstage in a webapp that belong elsewhere, or once too often. */
final class MisplacedJars {
  private static final String LIBRARY = "dev.offstage.internal.agent.AgentBridgeV1";
  private static final String AGENT = "dev.offstage.agent.OffstageAgent";

  private MisplacedJars() {}

  /** Whether the agent is inside; somebody then expects it to do something. */
  static boolean hasAgent(Deployment deployment) {
    return !deployment.placesOf(AGENT).isEmpty();
  }

  static List<StartUp.Finding> in(Deployment webapp) {
    List<StartUp.Finding> findings = new ArrayList<>();
    List<String> libraries = webapp.placesOf(LIBRARY);
    if (!libraries.isEmpty()
        && StartUp.FILTERS.stream().allMatch(filter -> webapp.placesOf(filter).isEmpty())) {
      findings.add(
          new StartUp.Finding(
              "core-inside",
              true,
              libraries.get(0)
                  + " is the core alone, which nothing starts and stops with a webapp; put"
                  + " offstage.jar in its place"));
    }
    if (libraries.size() > 1) {
      findings.add(
          new StartUp.Finding(
              "two-copies",
              false,
              "Offstage is inside "
                  + libraries.size()
                  + " times, and the server chooses one: leave one of "
                  + libraries));
    }
    for (String agent : webapp.placesOf(AGENT)) {
      findings.add(
          new StartUp.Finding(
              "agent-inside",
              false,
              agent
                  + " is the agent, which does nothing inside of a webapp: take it out, and add"
                  + " -javaagent:/path/to/offstage-agent.jar to the server's JVM options"));
    }
    return findings;
  }
}
