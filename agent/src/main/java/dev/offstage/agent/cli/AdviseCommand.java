package dev.offstage.agent.cli;

import dev.offstage.agent.advise.Advice;
import dev.offstage.agent.advise.AdviceReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Watches a running JVM and says which methods are worth redirecting. */
final class AdviseCommand implements Command {
  private static final long GRACE_MILLIS = 60_000;

  @Override
  public String summary() {
    return "watches a running JVM and says which methods are worth redirecting";
  }

  @Override
  public String help() {
    return "Usage: java -jar offstage-agent.jar advise PID [--seconds 60] [--interval 20ms] [--json]\n\n"
        + "Looks at the stacks of the threads that serve requests, every 20 ms, and prints for each\n"
        + "method worth it the share of the requests' time that it takes, the rule to paste into\n"
        + "offstage.redirect, and what speaks against it. Redirects nothing. Seconds from 1 to 3600,\n"
        + "interval from 5ms. The JVM stands still for it at most a twentieth of the time.";
  }

  @Override
  public Map<String, Boolean> options() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put("--seconds", true);
    options.put("--interval", true);
    options.put("--json", false);
    return options;
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String pid = options.only("process id");
    long seconds = number("--seconds", options.value("--seconds"), 60, 1, 3600);
    String interval = options.value("--interval");
    long millis =
        number(
            "--interval", interval == null ? null : interval.replaceAll("ms$", ""), 20, 5, 10_000);
    AdviceReport report;
    try (Jvm jvm = Jvm.attach(pid)) {
      Path result = Files.createTempFile("offstage-advise", ".txt");
      try {
        jvm.loadAgent(
            "advise="
                + seconds * 1000
                + ",interval="
                + millis
                + ",result="
                + result.toAbsolutePath());
        err.println("Watching process " + pid + " for " + seconds + " s ...");
        await(result, seconds * 1000 + GRACE_MILLIS, pid);
        report = AdviceReport.read(result.toFile());
      } finally {
        Files.deleteIfExists(result);
      }
    } catch (IOException e) {
      throw new CommandException("Cannot exchange a file with process " + pid + ": " + e, e);
    }
    String failure = report.failure();
    if (failure != null) {
      throw new CommandException(failure);
    }
    if (options.has("--json")) {
      out.println(Json.of(asMap(report)));
    } else {
      print(report, out);
    }
    return Main.DONE;
  }

  private static long number(
      String option, @Nullable String text, long usual, long least, long most)
      throws WrongUseException {
    if (text == null) {
      return usual;
    }
    if (text.matches("\\d{1,9}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw new WrongUseException(
        option + " " + text + "; allowed: a whole number from " + least + " to " + most);
  }

  private static void await(Path result, long millis, String pid)
      throws IOException, CommandException {
    long deadline = System.nanoTime() + millis * 1_000_000;
    while (Files.size(result) == 0) {
      if (System.nanoTime() > deadline) {
        throw new CommandException(
            "Process " + pid + " gives no result; its error output may say why");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException("Interrupted", e);
      }
    }
  }

  private static Map<String, Object> asMap(AdviceReport report) {
    List<Map<String, Object>> advices = new ArrayList<>();
    for (Advice advice : report.advices()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("method", advice.method());
      map.put("share", advice.share());
      map.put("samples", advice.samples());
      map.put("rule", advice.rule());
      map.put("refusal", advice.refusal());
      map.put("caveats", advice.caveats());
      advices.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("requestSamples", report.requestSamples());
    map.put("notes", report.notes());
    map.put("advices", advices);
    return map;
  }

  private static void print(AdviceReport report, PrintStream out) {
    out.println(report.requestSamples() + " looks at a thread that served a request");
    for (Advice advice : report.advices()) {
      String refusal = advice.refusal();
      out.printf(
          "%3d %%  %s%n",
          Math.round(100 * advice.share()),
          refusal == null ? advice.rule() : advice.method() + "  NOT: " + refusal);
      advice.caveats().forEach(caveat -> out.println("         - " + caveat));
    }
    report.notes().forEach(out::println);
  }
}
