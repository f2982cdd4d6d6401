package dev.offstage.benchmarks.durable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The blocks of one kind: what each contestant had in each round. */
final class Ratios {
  private final Map<String, List<Double>> rounds = new LinkedHashMap<>();

  void add(String contestant, double value) {
    rounds.computeIfAbsent(contestant, name -> new ArrayList<>()).add(value);
  }

  static double median(List<Double> values) {
    return quantile(values, 0.5);
  }

  private static double quantile(List<Double> values, double part) {
    List<Double> sorted = new ArrayList<>(values);
    sorted.sort(null);
    return sorted.get((int) Math.round(part * (sorted.size() - 1)));
  }

  /** The median of the ratios of each round. */
  double ratio(String contestant, String base) {
    return median(ratios(contestant, base));
  }

  private List<Double> ratios(String contestant, String base) {
    List<Double> all = new ArrayList<>();
    List<Double> own = values(contestant);
    List<Double> others = values(base);
    for (int i = 0; i < own.size(); i++) {
      all.add(own.get(i) / others.get(i));
    }
    return all;
  }

  double median(String contestant) {
    return median(values(contestant));
  }

  private List<Double> values(String contestant) {
    return rounds.getOrDefault(contestant, List.of());
  }

  /** A table with the ratios to one of them. */
  String table(String what, String base) {
    StringBuilder table =
        new StringBuilder("| " + what + " | a second | ratio | quartiles |\n|---|---:|---:|---|\n");
    for (String each : rounds.keySet()) {
      List<Double> all = ratios(each, base);
      table.append(
          String.format(
              Locale.ROOT,
              "| %s | %,.0f | %.2f | %.2f to %.2f |%n",
              each,
              median(each),
              median(all),
              quantile(all, 0.25),
              quantile(all, 0.75)));
    }
    return table.toString();
  }

  /** A table of times. */
  String times(String what) {
    StringBuilder table = new StringBuilder("| " + what + " | ms | quartiles |\n|---|---:|---|\n");
    rounds.forEach(
        (each, all) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %.1f | %.1f to %.1f |%n",
                    each,
                    median(all),
                    quantile(all, 0.25),
                    quantile(all, 0.75))));
    return table.toString();
  }
}
