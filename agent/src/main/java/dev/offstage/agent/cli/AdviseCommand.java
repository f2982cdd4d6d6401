package dev.offstage.agent.cli;

import dev.offstage.agent.advise.AdviceReport;
import dev.offstage.agent.advise.AdviceRequest;
import dev.offstage.agent.advise.Recording;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches a running JVM and says which methods are worth redirecting. */
final class AdviseCommand implements Command {
  @Override
  public String summary() {
    return "watches a running JVM and says which methods are worth redirecting";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar advise PID [--seconds 60] [--interval 20ms]"
        + " [--app PREFIX,...] [--json]\n"
        + "       java -jar offstage-agent.jar advise --jfr FILE FILE_OR_FOLDER [--app PREFIX,...]"
        + " [--json]\n\n"
        + "Looks at the stacks of the threads that serve requests, every 20 ms, and prints for each\n"
        + "URL the methods that take its time, those that can safely run in a task, and the lines for\n"
        + "web.xml. Redirects nothing. Seconds from 1 to 3600, interval from 5ms. The JVM stands still\n"
        + "for it at most a twentieth of the time.\n"
        + "With --jfr it reads a recording of the JDK's Flight Recorder in place of a running JVM, and\n"
        + "the code out of the WAR, EAR, JAR or folder that ran. --app names packages that are the\n"
        + "application's wherever they lie.";
  }

  @Override
  public Map<String, Boolean> options() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--seconds", true);
    options.put("--interval", true);
    options.put(Patience.OPTION, true);
    options.put("--app", true);
    options.put("--jfr", true);
    options.put("--json", false);
    return options;
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    List<String> own = prefixes(options.value("--app"));
    String recording = options.value("--jfr");
    AdviceReport report =
        recording == null ? watch(options, own, err) : read(recording, options, own);
    String failure = report.failure();
    if (failure != null) {
      throw new CommandException(failure);
    }
    AdviceText text = new AdviceText(report, out);
    if (options.has("--json")) {
      out.println(Json.of(text.asMap()));
    } else {
      text.print();
    }
    return Main.DONE;
  }

  private static AdviceReport watch(Options options, List<String> own, PrintStream err)
      throws CommandException {
    String pid = options.only("process id");
    long seconds = options.number("--seconds", 60, 1, 3600);
    long millis = options.number("--interval", 20, 5, 10_000, "ms");
    AdviceRequest request = new AdviceRequest(seconds * 1000, millis, own);
    try (Jvm jvm = Jvm.attach(pid, Patience.of(options).plusSeconds(seconds))) {
      err.println("Watching process " + pid + " for " + seconds + " s ...");
      return AdviceReport.of(jvm.ask(request.toMessage(), progress -> {}));
    } catch (IOException e) {
      throw new CommandException("Process " + pid + " gives no advice: " + e.getMessage(), e);
    }
  }

  private static AdviceReport read(String recording, Options options, List<String> own)
      throws CommandException {
    for (String option : new String[] {"--seconds", "--interval", Patience.OPTION}) {
      if (options.has(option)) {
        throw new WrongUseException(option + " does not go with --jfr");
      }
    }
    String path = options.only("file or folder with the application's code");
    File file = new File(recording);
    if (!file.isFile()) {
      throw new CommandException("There is no file " + recording);
    }
    try (Archive archive = Archive.open(path)) {
      try {
        return Recording.advise(file, ArchiveSource.of(archive), own);
      } catch (IOException e) {
        throw new CommandException("Cannot read " + recording + ": " + e.getMessage(), e);
      }
    } catch (IOException e) {
      throw new CommandException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<String> prefixes(@Nullable String text) throws WrongUseException {
    List<String> prefixes = new ArrayList<>();
    for (String prefix : text == null ? new String[0] : text.split(",", -1)) {
      if (!AdviceRequest.isPrefix(prefix)) {
        throw new WrongUseException(
            "--app "
                + text
                + "; allowed: beginnings of class names, such as com.acme., with"
                + " commas between");
      }
      prefixes.add(prefix);
    }
    return prefixes;
  }
}
