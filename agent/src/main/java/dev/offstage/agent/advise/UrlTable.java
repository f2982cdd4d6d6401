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

  /** What counts for a URL: a method with less of its time makes no difference. */
  private static final double LEAST_SHARE = 0.1;

  private final List<RequestStack> stacks;
  private final Servlets servlets;
  private final Map<String, UrlStats> stats;
  private final Map<String, Double> millis = new HashMap<>();
  private double all;

  UrlTable(
      Samples samples, List<RequestStack> stacks, Servlets servlets, Map<String, UrlStats> stats) {
    this.stacks = stacks;
    this.servlets = servlets;
    this.stats = stats;
    List<SeenStack> seen = new ArrayList<>(samples.stacks());
    for (int i = 0; i < stacks.size(); i++) {
      RequestStack stack = stacks.get(i);
      names.put(stack, name(stack, seen.get(i)));
      millis.merge(nameOf(stack), stack.seen.millis(), Double::sum);
      all += stack.seen.millis();
    }
  }

  private final Map<RequestStack, String> names = new HashMap<>();

  private String nameOf(RequestStack stack) {
    return names.getOrDefault(stack, "");
  }

  /** Of a stack whose URL nobody knows, the servlet in it says which it may be. */
  private String name(RequestStack stack, SeenStack seen) {
    if (!stack.url.isEmpty()) {
      return stack.url;
    }
    Url pattern = servlets.urlOf(seen.types());
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
      double part = millisOf(assessment, name);
      if (part >= time * LEAST_SHARE) {
        long shown = Math.round(requests == 0 ? part : part / time * mean);
        methods.put(assessment.candidate.method.signature(), shown);
        isAnySafe |= assessment.isEligible();
      }
    }
    boolean isQuick = requests > 0 && mean < SLOW_MILLIS;
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

  private double millisOf(Assessment assessment, String name) {
    double sum = 0;
    for (int i = 0; i < stacks.size(); i++) {
      if (assessment.candidate.isIn(i) && nameOf(stacks.get(i)).equals(name)) {
        sum += stacks.get(i).seen.millis();
      }
    }
    return sum;
  }
}
