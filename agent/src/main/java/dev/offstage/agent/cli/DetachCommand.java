package dev.offstage.agent.cli;

import dev.offstage.agent.exchange.Message;
import java.io.PrintStream;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Takes the agent out of a running JVM. */
final class DetachCommand implements Command {
  @Override
  public String summary() {
    return "takes the agent out of a running JVM: every class is as it was";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar detach PID [--timeout 60] [--json]\n\n"
        + "Every redirected method gets its original code back. Tasks already handed over still\n"
        + "run to their end. Also works for an agent that was there from the start.";
  }

  @Override
  public Map<String, Boolean> options() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put(Patience.OPTION, true);
    options.put("--json", false);
    return options;
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String pid = options.only("process id");
    try (Jvm jvm = Jvm.attach(pid, Patience.of(options))) {
      if (jvm.agentVersion() == null) {
        throw new CommandException("Process " + pid + " does not have the agent");
      }
      jvm.ask(Message.of("detach"), progress -> {});
      if (jvm.agentVersion() != null) {
        throw new CommandException("The agent is still in process " + pid);
      }
    }
    out.println(
        options.has("--json")
            ? Json.of(Collections.singletonMap("pid", Long.valueOf(pid)))
            : "Process " + pid + " is as it was without the agent");
    return Main.DONE;
  }
}
