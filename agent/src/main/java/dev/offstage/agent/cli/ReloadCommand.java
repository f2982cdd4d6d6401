package dev.offstage.agent.cli;

import dev.offstage.agent.exchange.Message;
import java.io.PrintStream;
import java.util.Map;

/** Changes the rules of the agent in a running JVM. */
final class ReloadCommand implements Command {
  @Override
  public String summary() {
    return "changes the rules of the agent in a running JVM";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar reload PID [--rules FILE] [--timeout 60] [--json]\n\n"
        + "The rules in the file take the place of those that the agent was started or attached\n"
        + "with; without --rules, it reads the files of its config= again. What is no longer named\n"
        + "gets its original code back. Rules of the webapps and @Background stay. If there is a\n"
        + "mistake in the file, everything stays. Exit status 0 only if every rule matched and none\n"
        + "of its methods is refused. Gives up after --timeout seconds without progress.";
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
    Message request = Message.of("reload");
    RulesOption.addTo(request, options, "The rules stay as they are");
    try (Jvm jvm = Jvm.attach(pid, Patience.of(options))) {
      if (jvm.agentVersion() == null) {
        throw new CommandException(
            "Process " + pid + " does not have the agent; attach puts it in");
      }
      Outcome outcome = Outcome.of(pid, jvm.ask(request, err::println));
      outcome.print(options, out, err);
      return outcome.status();
    }
  }
}
