package dev.offstage.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * The results as Markdown. Within a round a figure is that of the median batch; a ratio or a
 * difference is one of figures of the same round; what is printed is the median of the rounds.
 */
final class Report {
  private static final String BYTES = "gc.alloc.rate.norm";
  private static final double TO_NANOS = 1e3;
  private static final String OLD = "the same, class file of Java 6, ";

  /** Method names and what stands for them in the tables, in their order. */
  private static final Map<String, String> ROWS = new LinkedHashMap<>();

  static {
    ROWS.put("call", "plain call, nothing handed over");
    ROWS.put("execute", "`execute` of an executor");
    ROWS.put("linked", "`ThreadPoolExecutor`, `LinkedBlockingQueue`");
    ROWS.put("array", "`ThreadPoolExecutor`, `ArrayBlockingQueue`");
    ROWS.put("completableFuture", "`CompletableFuture.runAsync`");
    ROWS.put("offstageRun", "`Offstage.run`");
    ROWS.put("background", "call of a `@Background` method");
    ROWS.put("backgroundOld", "the same, class file of Java 6");
    ROWS.put("spring", "Spring `@Async`");
    ROWS.put("noFilter", "no filter");
    ROWS.put("emptyFilter", "a filter that does nothing");
    ROWS.put("noRule", "Offstage's filter, no rule");
    ROWS.put("tenRules", "the same, ten rules");
  }

  private enum Table {
    WORKERS_BUSY(WorkersBusy.class, "Workers busy", "linked"),
    TASK_DROPPED(TaskDropped.class, "Task dropped", "execute"),
    SUBMIT_AND_COMPLETE(SubmitAndComplete.class, "Submit and complete", "linked"),
    TWO_SUBMITTERS(TwoSubmitters.class, "Workers busy, two submitters", "linked"),
    EIGHT_SUBMITTERS(EightSubmitters.class, "Workers busy, eight submitters", "linked"),
    NOT_HANDED_OVER(NotHandedOver.class, "Not handed over", "call"),
    NOT_NAMED(NotNamed.class, "Not named by a rule", "noFilter");

    final Class<?> benchmarks;
    final String title;
    final String base;

    Table(Class<?> benchmarks, String title, String base) {
      this.benchmarks = benchmarks;
      this.title = title;
      this.base = base;
    }
  }

  private static final class Figure {
    final double nanos;
    final double bytes;

    Figure(RunResult result) {
      Result<?> batch = result.getPrimaryResult();
      nanos = TO_NANOS * batch.getStatistics().getPercentile(50) / Benchmarks.BATCH;
      Result<?> allocated = result.getSecondaryResults().get(BYTES);
      bytes = allocated == null ? Double.NaN : allocated.getScore() / Benchmarks.BATCH;
    }
  }

  /** One for each round: the figures by class and method. */
  private final List<Map<String, Figure>> rounds = new ArrayList<>();

  private String machine = "";

  void add(Collection<RunResult> results) {
    Map<String, Figure> round = new LinkedHashMap<>();
    for (RunResult result : results) {
      machine = machine(result.getParams());
      round.put(result.getParams().getBenchmark(), new Figure(result));
    }
    rounds.add(round);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(format("%s. Median of %d rounds.%n", machine, rounds.size()));
    for (Table table : Table.values()) {
      append(text, table);
    }
    appendAims(text);
    return text.toString();
  }

  private static String machine(BenchmarkParams params) {
    return format(
        "%d cores, %s, %s, JDK %s (%s), %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        params.getJdkVersion(),
        params.getVmName(),
        params.getJvmArgs().stream()
            .filter(argument -> argument.startsWith("-X"))
            .collect(Collectors.joining(" ")));
  }

  private void append(StringBuilder text, Table table) {
    if (Double.isNaN(nanos(table, table.base))) {
      return;
    }
    boolean ratio = table != Table.NOT_HANDED_OVER && table != Table.NOT_NAMED;
    text.append(String.format("%n### %s%n%n", table.title));
    text.append("| | ns | ")
        .append(ratio ? "ratio | " : "")
        .append("difference, ns | B | ns of each round |\n");
    text.append("|---|---:|").append(ratio ? "---:|" : "").append("---:|---:|---:|\n");
    for (Map.Entry<String, String> row : ROWS.entrySet()) {
      String method = row.getKey();
      if (!Double.isNaN(nanos(table, method))) {
        text.append("| ").append(row.getValue());
        text.append(format(" | %.1f", nanos(table, method)));
        text.append(ratio ? format(" | %.2f", ratio(table, method, table.base)) : "");
        text.append(format(" | %+.1f", difference(table, method)));
        text.append(format(" | %.0f", bytes(table, method)));
        text.append(format(" | %s |%n", String.join(", ", each(table, method))));
      }
    }
  }

  private List<String> each(Table table, String method) {
    List<String> values = new ArrayList<>();
    for (Map<String, Figure> round : rounds) {
      Figure figure = round.get(key(table, method));
      if (figure != null) {
        values.add(format("%.1f", figure.nanos));
      }
    }
    return values;
  }

  private void appendAims(StringBuilder text) {
    text.append("\n### Aims\n\n| | aim, at most | measured | met |\n|---|---:|---:|---|\n");
    Table busy = Table.WORKERS_BUSY;
    aim(text, "workers busy: `Offstage.run`, ratio", 1.0, ratio(busy, "offstageRun", "linked"));
    aim(text, "workers busy: redirected call, ratio", 1.25, ratio(busy, "background", "linked"));
    aim(text, OLD + "ratio", 1.5, ratio(busy, "backgroundOld", "linked"));
    aim(text, "workers busy: `Offstage.run`, B", 96, bytes(busy, "offstageRun"));
    aim(text, "workers busy: redirected call, B", 96, bytes(busy, "background"));
    aim(text, OLD + "B", 96, bytes(busy, "backgroundOld"));
    aim(
        text,
        "workers busy: `Offstage.run`, part of Spring's time",
        0.25,
        ratio(busy, "offstageRun", "spring"));
    aim(
        text,
        "workers busy: redirected call, part of Spring's time",
        0.33,
        ratio(busy, "background", "spring"));
    Table done = Table.SUBMIT_AND_COMPLETE;
    aim(text, "submit and complete: ratio", 1.1, ratio(done, "offstageRun", "linked"));
    aim(text, "submit and complete: B", 120, bytes(done, "offstageRun"));
    Table two = Table.TWO_SUBMITTERS;
    aim(text, "two submitters: ratio", 1.0, ratio(two, "offstageRun", "linked"));
    Table eight = Table.EIGHT_SUBMITTERS;
    aim(text, "eight submitters: ratio", 1.0, ratio(eight, "offstageRun", "linked"));
    Table dropped = Table.TASK_DROPPED;
    aim(text, "task dropped: redirected call, more ns", 10, difference(dropped, "background"));
    aim(text, OLD + "more ns", 10, difference(dropped, "backgroundOld"));
    Table inline = Table.NOT_HANDED_OVER;
    aim(text, "not handed over: redirected call, more ns", 3, difference(inline, "background"));
    aim(text, OLD + "more ns", 3, difference(inline, "backgroundOld"));
    aim(text, "not handed over: redirected call, B", 0, bytes(inline, "background"));
    aim(text, OLD + "B", 0, bytes(inline, "backgroundOld"));
    Table filter = Table.NOT_NAMED;
    aim(text, "not named: filter without a rule, more ns", 1000, difference(filter, "noRule"));
    aim(text, "not named: filter with ten rules, more ns", 1000, difference(filter, "tenRules"));
    aim(text, "not named: filter without a rule, B", 0, bytes(filter, "noRule"));
    aim(text, "not named: filter with ten rules, B", 0, bytes(filter, "tenRules"));
  }

  private static void aim(StringBuilder text, String what, double aim, double measured) {
    if (!Double.isNaN(measured)) {
      double rounded = Math.rint(measured * 100) / 100;
      String met = rounded <= aim ? "yes" : "no";
      text.append(format("| %s | %s | %.2f | %s |%n", what, aim, rounded, met));
    }
  }

  private double nanos(Table table, String method) {
    return overRounds(round -> figure(round, table, method, figure -> figure.nanos));
  }

  private double bytes(Table table, String method) {
    // Whole: a fraction is what the batch or JMH itself allocates, divided.
    return Math.rint(overRounds(round -> figure(round, table, method, figure -> figure.bytes)));
  }

  private double ratio(Table table, String method, String base) {
    return overRounds(
        round ->
            figure(round, table, method, figure -> figure.nanos)
                / figure(round, table, base, figure -> figure.nanos));
  }

  private double difference(Table table, String method) {
    return overRounds(
        round ->
            figure(round, table, method, figure -> figure.nanos)
                - figure(round, table, table.base, figure -> figure.nanos));
  }

  private double overRounds(ToDoubleFunction<Map<String, Figure>> value) {
    return median(rounds.stream().mapToDouble(value).boxed().toList());
  }

  private static double figure(
      Map<String, Figure> round, Table table, String method, ToDoubleFunction<Figure> value) {
    Figure figure = round.get(key(table, method));
    return figure == null ? Double.NaN : value.applyAsDouble(figure);
  }

  private static String key(Table table, String method) {
    return table.benchmarks.getName() + "." + method;
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    if (sorted.isEmpty()) {
      return Double.NaN;
    }
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
