package dev.offstage.agent.cli;

import dev.offstage.agent.advise.Advice;
import dev.offstage.agent.advise.AdviceReport;
import dev.offstage.agent.exchange.Message;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Watches a running JVM and says which methods are worth redirecting. */
final class AdviseCommand implements Command {
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
    options.put(Patience.OPTION, true);
    options.put("--json", false);
    return options;
  }

  @Override
  public int run(Options options, PrintStream out, PrintStream err) throws CommandException {
    String pid = options.only("process id");
    long seconds = options.number("--seconds", 60, 1, 3600);
    long millis = options.number("--interval", 20, 5, 10_000, "ms");
    Message request =
        Message.of("advise")
            .add("millis", String.valueOf(seconds * 1000))
            .add("interval", String.valueOf(millis));
    AdviceReport report;
    try (Jvm jvm = Jvm.attach(pid, Patience.of(options).plusSeconds(seconds))) {
      err.println("Watching process " + pid + " for " + seconds + " s ...");
      Message answer = jvm.ask(request, progress -> {});
      report = AdviceReport.parse(String.valueOf(answer.first("report")));
    } catch (IOException e) {
      throw new CommandException("Process " + pid + " gives no advice: " + e.getMessage(), e);
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
