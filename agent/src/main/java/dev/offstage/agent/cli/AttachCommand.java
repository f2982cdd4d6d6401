package dev.offstage.agent.cli;

import dev.offstage.agent.OffstageAgent;
import dev.offstage.agent.rules.Rules;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the agent into a running JVM. */
final class AttachCommand implements Command {
  @Override
  public String summary() {
    return "puts the agent into a running JVM";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar attach PID [--rules FILE] [--json]\n\n"
        + "From now on redirects what @Background marks, what the webapps' offstage.redirect\n"
        + "names and what the rules in the file name, even in classes that are already loaded.\n"
        + "Run it as the user who runs the JVM. JDK 21 and newer print a warning to the log of\n"
        + "that JVM; -javaagent at its start does not. Lasts until the JVM ends, or until detach.";
  }

  @Override
  public Map<String, Boolean> options() {
    return RulesOption.andJson();
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String pid = options.only("process id");
    Rules rules = RulesOption.read(options);
    if (!rules.mistakes().isEmpty()) {
      throw new CommandException(
          "Nothing is attached, because there are mistakes in the rules:\n"
              + String.join("\n", rules.mistakes()));
    }
    try (Jvm jvm = Jvm.attach(pid)) {
      String present = jvm.agentVersion();
      if (present != null) {
        throw new CommandException(
            "Process " + pid + " already has the agent (" + present + "); detach it first");
      }
      Path result = Files.createTempFile("offstage-attach", ".txt");
      try {
        // The server has another working directory.
        String config =
            RulesOption.isGiven(options)
                ? "config=" + new File(RulesOption.path(options)).getAbsolutePath() + ","
                : "";
        AttachProgress progress = AttachProgress.begin(result, pid, err);
        try {
          jvm.loadAgent(config + "result=" + result.toAbsolutePath());
        } finally {
          progress.end();
        }
        String version = jvm.agentVersion();
        if (version == null) {
          throw new CommandException(
              "The agent does nothing in process " + pid + "; its error output says why");
        }
        List<String> lines = Files.readAllLines(result, StandardCharsets.UTF_8);
        if (lines.isEmpty() || !lines.get(0).equals(OffstageAgent.REPORT)) {
          throw new CommandException(
              "Process "
                  + pid
                  + " now has the agent "
                  + version
                  + ", but does not say what it redirects; its error output may say why");
        }
        report(pid, version, lines.subList(1, lines.size()), options, out);
      } finally {
        Files.deleteIfExists(result);
      }
    } catch (IOException e) {
      throw new CommandException("Cannot exchange a file with process " + pid + ": " + e, e);
    }
    return Main.DONE;
  }

  private static void report(
      String pid, String version, List<String> lines, Options options, PrintStream out) {
    if (options.has("--json")) {
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("pid", Long.valueOf(pid));
      result.put("agent", version);
      result.put("methods", lines);
      out.println(Json.of(result));
    } else {
      out.println("Process " + pid + " has the agent " + version + ", which in the loaded classes");
      lines.forEach(line -> out.println("  " + line));
      if (lines.isEmpty()) {
        out.println("  redirects nothing yet");
      }
    }
  }
}
