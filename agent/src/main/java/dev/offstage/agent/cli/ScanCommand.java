package dev.offstage.agent.cli;

import dev.offstage.agent.rules.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says what would be redirected in a WAR, EAR, JAR or folder, before it is deployed. */
final class ScanCommand implements Command {
  private static final String PROVIDED = "--provided";
  private static final String POOLS = "--pools";

  @Override
  public String summary() {
    return "says what would be redirected in a WAR, EAR, JAR or folder, what would not, and why";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar scan FILE_OR_FOLDER [--rules FILE] [--provided]"
        + " [--pools NAME,...] [--json]\n\n"
        + "Applies the rules in the file, as the agent's config= does, those in offstage.redirect\n"
        + "of the web.xml, and @Background. Jars inside are read, too. Nothing is started.\n"
        + "Exit status 0 only if every rule matched, none of its methods is refused, and Offstage\n"
        + "starts in each webapp. --provided says that the server has offstage.jar in a folder for\n"
        + "all webapps; --pools names those that the server's settings make, and not web.xml.";
  }

  @Override
  public Map<String, Boolean> options() {
    Map<String, Boolean> options = RulesOption.andJson();
    options.put(PROVIDED, false);
    options.put(POOLS, true);
    return options;
  }

  private static Set<String> pools(Options options) {
    String names = options.value(POOLS);
    return names == null ? Collections.emptySet() : new TreeSet<>(Arrays.asList(names.split(",")));
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String path = options.only("file or folder");
    Rules rules = RulesOption.read(options);
    Scan scan;
    try (Archive archive = Archive.open(path)) {
      scan = Scan.of(archive, rules, options.has(PROVIDED), pools(options));
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
