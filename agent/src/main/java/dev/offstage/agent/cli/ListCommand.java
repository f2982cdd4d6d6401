package dev.offstage.agent.cli;

import dev.offstage.agent.OffstageAgent;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Shows the running JVMs and which of them have the agent. */
final class ListCommand implements Command {
  @Override
  public String summary() {
    return "shows the running JVMs and which of them have the agent";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar list [--json]\n\n"
        + "Shows the JVMs of the same user: process id, agent, Java version, main class or jar;\n"
        + "and the redirected methods whose calls cannot be handed over and run inline, with the error.";
  }

  @Override
  public Map<String, Boolean> options() {
    return Collections.singletonMap("--json", false);
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    if (!options.rest().isEmpty()) {
      throw new WrongUseException("list takes no arguments: " + options.rest());
    }
    List<Map<String, Object>> found = new ArrayList<>();
    Patience patience = Patience.of(options);
    for (Map.Entry<String, String> jvm : Jvm.list().entrySet()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("pid", Long.valueOf(jvm.getKey()));
      try (Jvm attached = Jvm.attach(jvm.getKey(), patience)) {
        line.put("agent", attached.agentVersion());
        Properties properties = attached.properties();
        line.put("java", properties.getProperty("java.version"));
        line.put("failing", failing(properties));
      } catch (CommandException e) {
        line.put("error", e.getMessage());
      }
      line.put("name", jvm.getValue());
      found.add(line);
    }
    if (options.has("--json")) {
      out.println(Json.of(found));
    } else {
      for (Map<String, Object> line : found) {
        Object agent = line.get("agent");
        out.printf(
            "%-8s %-16s %-12s %s%n",
            line.get("pid"),
            line.containsKey("error")
                ? "not reachable"
                : agent == null ? "no agent" : "agent " + agent,
            line.getOrDefault("java", ""),
            line.get("name"));
        for (Object failing : (List<?>) line.getOrDefault("failing", Collections.emptyList())) {
          out.println("         " + failing);
        }
      }
    }
    return Main.DONE;
  }

  /** The redirected methods that run inline because of an error. */
  private static List<String> failing(Properties properties) {
    String lines = properties.getProperty(OffstageAgent.FAILURES_PROPERTY, "");
    return lines.isEmpty() ? Collections.emptyList() : Arrays.asList(lines.split("\n"));
  }
}
