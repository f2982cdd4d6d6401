package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says for each URL where its time goes, and what can be done about it. */
final class UrlTable {
  private static final int MOST = 20;

  /** A request that takes less has no need of an answer before its response. */
  private static final long SLOW_MILLIS = 200;

  /** Fewer may have been slow by chance: the first one compiles the page, say. */
  private static final int LEAST_REQUESTS = 3;

  /** What counts for a URL: a method with less of its time makes no difference. */
  private static final double LEAST_SHARE = 0.1;

  private final List<RequestStack> stacks;
  private final Map<String, UrlStats> stats;

  /** The URL of each stack, or what stands for it. */
  private final List<String> names = new ArrayList<>();

  private final Map<String, Double> millis = new HashMap<>();
  private double all;

  private UrlTable(List<RequestStack> stacks, Map<String, UrlStats> stats) {
    this.stacks = stacks;
    this.stats = stats;
  }

  static UrlTable of(
      Samples samples, List<RequestStack> stacks, Servlets servlets, Map<String, UrlStats> stats) {
    UrlTable table = new UrlTable(stacks, stats);
    List<SeenStack> seen = new ArrayList<>(samples.stacks());
    for (int i = 0; i < stacks.size(); i++) {
      String name = name(stacks.get(i), seen.get(i), servlets, !stats.isEmpty());
      double time = stacks.get(i).seen.millis();
      table.names.add(name);
      table.millis.merge(name, time, Double::sum);
      table.all += time;
    }
    return table;
  }

  /** Of a stack whose URL nobody knows, the servlet in it says which it may be. */
  private static String name(
      RequestStack stack, SeenStack seen, Servlets servlets, boolean isCounted) {
    if (!stack.url.isEmpty()) {
      return stack.url;
    }
    // In place of a URL, where nobody has counted requests.
    Url pattern = isCounted ? null : servlets.urlOf(seen.types());
    if (pattern != null) {
      return pattern.key();
    }
    return stack.steps.isEmpty() ? "" : stack.steps.get(0).method.type.name;
  }

  List<UrlAdvice> rows(List<Assessment> chosen) {
    List<UrlAdvice> rows = new ArrayList<>();
    for (Map.Entry<String, Double> url : millis.entrySet()) {
      if (url.getValue() >= all * Analysis.LEAST_SHARE) {
        rows.add(row(url.getKey(), url.getValue(), chosen));
      }
    }
    rows.sort(Comparator.comparingDouble((UrlAdvice row) -> -row.share()));
    return rows.size() > MOST ? rows.subList(0, MOST) : rows;
  }

  private UrlAdvice row(String name, double time, List<Assessment> chosen) {
    UrlStats counted = stats.get(name);
    int requests = counted == null ? 0 : counted.requests();
    long mean = counted == null ? 0 : Math.round(counted.meanMillis());
    Map<String, Long> methods = new LinkedHashMap<>();
    boolean isAnySafe = false;
    for (Assessment assessment : chosen) {
      double part = millisOf(assessment.candidate, name);
      if (part >= time * LEAST_SHARE) {
        long shown = Math.round(requests == 0 ? part : part / time * mean);
        methods.put(assessment.candidate.method.signature(), shown);
        isAnySafe |= assessment.isEligible();
      }
    }
    // Where requests are counted, one that is not was there for a moment only.
    boolean isQuick = !stats.isEmpty() && (requests < LEAST_REQUESTS || mean < SLOW_MILLIS);
    Url url = Url.parse(name);
    return new UrlAdvice(
        url == null ? (name.isEmpty() ? "other requests" : "requests to " + name) : url.toString(),
        requests,
        mean,
        all == 0 ? 0 : time / all,
        methods,
        isAnySafe || isQuick ? null : rule(url));
  }

  private static @Nullable String rule(@Nullable Url url) {
    return url == null ? null : url.rule();
  }

  /** What the method takes of one request, at the URL that it takes most at; much if unknown. */
  double mostMillisOfOne(Candidate candidate) {
    double most = 0;
    for (Map.Entry<String, Double> url : millis.entrySet()) {
      UrlStats counted = stats.get(url.getKey());
      if (counted != null && url.getValue() > 0) {
        double share = millisOf(candidate, url.getKey()) / url.getValue();
        most = Math.max(most, share * counted.meanMillis());
      }
    }
    return stats.isEmpty() ? Double.MAX_VALUE : most;
  }

  private double millisOf(Candidate candidate, String name) {
    double sum = 0;
    for (int i = 0; i < stacks.size(); i++) {
      if (candidate.isIn(i) && names.get(i).equals(name)) {
        sum += stacks.get(i).seen.millis();
      }
    }
    return sum;
  }
}
