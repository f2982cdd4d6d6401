package dev.offstage.summary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a build: where the time of the tests went, and what was skipped and why. */
final class Summary {
  private static final int SLOWEST = 5;

  private final List<Report> reports;

  Summary(List<Report> reports) {
    this.reports = reports;
  }

  /**
   * Prints it.
   *
   * @param args the folder of the project; {@code tell}, or {@code fail} to end with an error if
   *     any test was skipped or none has run
   */
  public static void main(String[] args) throws IOException {
    Summary summary = new Summary(read(Path.of(args[0])));
    summary.lines().forEach(System.out::println);
    if (args[1].equals("fail") && !summary.isComplete()) {
      System.exit(1);
    }
  }

  static List<Report> read(Path project) throws IOException {
    List<Report> reports = new ArrayList<>();
    try (Stream<Path> modules = Files.list(project)) {
      for (Path module : modules.sorted().toList()) {
        for (String folder : List.of("surefire-reports", "failsafe-reports")) {
          Path found = module.resolve("target").resolve(folder);
          if (Files.isDirectory(found)) {
            try (Stream<Path> files = Files.list(found)) {
              for (Path file : files.filter(Summary::isReport).toList()) {
                reports.add(Report.read(project.relativize(module).toString(), file));
              }
            }
          }
        }
      }
    }
    return reports;
  }

  private static boolean isReport(Path file) {
    return file.toString().matches(".*[/\\\\]TEST-[^/\\\\]+\\.xml");
  }

  boolean isComplete() {
    return !reports.isEmpty() && reports.stream().allMatch(report -> report.skipped().isEmpty());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int tests = reports.stream().mapToInt(Report::tests).sum();
    lines.add(tests + " tests. Where their time went:");
    Map<String, List<Report>> modules =
        reports.stream()
            .collect(Collectors.groupingBy(Report::module, TreeMap::new, Collectors.toList()));
    modules.forEach((module, own) -> lines.add(times(module, own)));
    lines.addAll(skipped());
    return lines;
  }

  /** Classes that ran at the same time count each in full. */
  private static String times(String module, List<Report> reports) {
    double all = reports.stream().mapToDouble(Report::seconds).sum();
    String slowest =
        reports.stream()
            .sorted(Comparator.comparingDouble(Report::seconds).reversed())
            .limit(SLOWEST)
            .map(report -> "%s %.0f s".formatted(report.name(), report.seconds()))
            .collect(Collectors.joining(", "));
    return "  %s %.0f s: %s".formatted(module, all, slowest);
  }

  private List<String> skipped() {
    Map<String, Long> reasons =
        reports.stream()
            .flatMap(report -> report.skipped().stream())
            .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()));
    List<String> lines = new ArrayList<>();
    if (!reasons.isEmpty()) {
      long all = reasons.values().stream().mapToLong(Long::longValue).sum();
      lines.add(all + " tests were skipped on this machine:");
      reasons.forEach((reason, count) -> lines.add("  " + count + " x " + reason));
    }
    return lines;
  }
}
