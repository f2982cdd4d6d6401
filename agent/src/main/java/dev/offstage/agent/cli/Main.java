package dev.offstage.agent.cli;

import dev.offstage.agent.Nearest;
import dev.offstage.agent.OffstageAgent;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code java -jar offstage-agent.jar COMMAND}. The exit status is 0 when all went as asked, 1 when
 * something was found or failed, 2 when the command line is wrong.
 */
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  private static final Map<String, Command> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("scan", new ScanCommand());
    COMMANDS.put("advise", new AdviseCommand());
    COMMANDS.put("list", new ListCommand());
    COMMANDS.put("attach", new AttachCommand());
    COMMANDS.put("reload", new ReloadCommand());
    COMMANDS.put("detach", new DetachCommand());
  }

  private Main() {}

  /** Runs a command and ends the JVM with its status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    if (arguments.length == 0) {
      err.print(help());
      return WRONG_USE;
    }
    String name = arguments[0];
    if (name.equals("--help") || name.equals("-h") || name.equals("help")) {
      out.print(help());
      return DONE;
    }
    if (name.equals("--version")) {
      out.println("offstage-agent " + OffstageAgent.version());
      return DONE;
    }
    Command command = COMMANDS.get(name);
    if (command == null) {
      String nearest = Nearest.to(name, COMMANDS.keySet());
      err.println(
          "There is no command '"
              + name
              + "'"
              + (nearest == null ? "." : "; did you mean " + nearest + "?")
              + " Commands: "
              + String.join(", ", COMMANDS.keySet())
              + ". More with --help");
      return WRONG_USE;
    }
    List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
    if (rest.contains("--help") || rest.contains("-h")) {
      out.println(command.help());
      return DONE;
    }
    try {
      return command.run(Options.parse(rest, command.options()), out, err);
    } catch (WrongUseException e) {
      err.println(e.getMessage());
      err.println(command.help().split("\n", 2)[0]);
      return WRONG_USE;
    } catch (CommandException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private static String help() {
    StringBuilder help = new StringBuilder();
    help.append("Usage: java -jar offstage-agent.jar COMMAND [...]\n\n");
    for (Map.Entry<String, Command> command : COMMANDS.entrySet()) {
      help.append(String.format("  %-8s %s%n", command.getKey(), command.getValue().summary()));
    }
    help.append(
        "\nEach has --help and --json. Exit status: 0 all went as asked, 1 something was found or"
            + " failed, 2 the command line is wrong.\n"
            + "As an agent: -javaagent:offstage-agent.jar[=config=/path/to/rules]\n");
    return help.toString();
  }
}
