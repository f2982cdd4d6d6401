package dev.offstage.agent.cli;

import dev.offstage.agent.rules.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Map;

/** Says what would be redirected in a WAR, EAR, JAR or folder, before it is deployed. */
final class ScanCommand implements Command {
  private static final String PROVIDED = "--provided";

  @Override
  public String summary() {
    return "says what would be redirected in a WAR, EAR, JAR or folder, what would not, and why";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar scan FILE_OR_FOLDER [--rules FILE] [--provided] [--json]\n\n"
        + "Applies the rules in the file, as the agent's config= does, those in offstage.redirect\n"
        + "of the web.xml, and @Background. Jars inside are read, too. Nothing is started.\n"
        + "Exit status 0 only if every rule matched, none of its methods is refused, and Offstage\n"
        + "starts in each webapp. --provided says that the server has offstage.jar in a folder for\n"
        + "all webapps.";
  }

  @Override
  public Map<String, Boolean> options() {
    Map<String, Boolean> options = RulesOption.andJson();
    options.put(PROVIDED, false);
    return options;
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String path = options.only("file or folder");
    Rules rules = RulesOption.read(options);
    Scan scan;
    try (Archive archive = Archive.open(path)) {
      scan = Scan.of(archive, rules, options.has(PROVIDED));
    } catch (IOException e) {
      throw new CommandException(path + " cannot be read: " + e.getMessage(), e);
    }
    if (options.has("--json")) {
      out.println(Json.of(scan.asMap()));
    } else {
      scan.print(out);
    }
    return scan.isClean() ? Main.DONE : Main.FAILED;
  }
}
