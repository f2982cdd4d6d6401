package dev.offstage.agent.cli;

import dev.offstage.agent.exchange.Message;
import java.io.PrintStream;
import java.util.Map;

/** Puts the agent into a running JVM. */
final class AttachCommand implements Command {
  @Override
  public String summary() {
    return "puts the agent into a running JVM";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar attach PID [--rules FILE] [--timeout 60] [--json]\n\n"
        + "From now on redirects what @Background marks, what the webapps' offstage.redirect\n"
        + "names and what the rules in the file name, even in classes that are already loaded.\n"
        + "Exit status 0 only if every rule in the file matched and none of its methods is refused;\n"
        + "the agent is attached all the same. Run it as the user who runs the JVM. JDK 21 and\n"
        + "newer print a warning to the log of that JVM; -javaagent at its start does not. Lasts\n"
        + "until the JVM ends, or until detach. Gives up after --timeout seconds without progress.";
  }

  @Override
  public Map<String, Boolean> options() {
    Map<String, Boolean> options = RulesOption.andJson();
    options.put(Patience.OPTION, true);
    return options;
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String pid = options.only("process id");
    Message request = Message.of("attach");
    RulesOption.addTo(request, options, "Nothing is attached");
    try (Jvm jvm = Jvm.attach(pid, Patience.of(options))) {
      String present = jvm.agentVersion();
      if (present != null) {
        throw new CommandException(
            "Process "
                + pid
                + " already has the agent ("
                + present
                + "); reload changes its rules, detach takes it out");
      }
      Outcome outcome = Outcome.of(pid, jvm.ask(request, err::println));
      outcome.print(options, out, err);
      return outcome.status();
    }
  }
}
