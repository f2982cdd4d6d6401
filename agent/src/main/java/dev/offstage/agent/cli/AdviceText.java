package dev.offstage.agent.cli;

import dev.offstage.agent.Count;
import dev.offstage.agent.advise.Advice;
import dev.offstage.agent.advise.AdviceReport;
import dev.offstage.agent.advise.UrlAdvice;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Shows advice: for each URL where its time goes, then the lines for web.xml. */
final class AdviceText {
  private final AdviceReport report;
  private final PrintStream out;

  AdviceText(AdviceReport report, PrintStream out) {
    this.report = report;
    this.out = out;
  }

  void print() {
    out.println(Count.of(report.looks(), "look") + " at a thread that served a request");
    Set<String> explained = new LinkedHashSet<>();
    for (UrlAdvice url : report.urls()) {
      print(url, explained);
    }
    boolean isFirst = true;
    for (Advice advice : report.advices()) {
      if (!explained.contains(advice.method())) {
        if (isFirst) {
          out.println();
          out.println("Other methods, of all requests");
        }
        isFirst = false;
        print(advice.method(), advice.millis(), explained);
      }
    }
    printForWebXml();
    if (!report.notes().isEmpty()) {
      out.println();
      report.notes().forEach(out::println);
    }
  }

  private void print(UrlAdvice url, Set<String> explained) {
    out.println();
    String counted =
        url.requests() == 0
            ? ""
            : ": " + url.meanMillis() + " ms on average, " + Count.of(url.requests(), "request");
    out.println(
        url.url() + counted + ", " + Math.round(100 * url.share()) + " % of the time of all");
    url.methods().forEach((method, millis) -> print(method, millis, explained));
    if (url.respond() != null) {
      out.println(
          "         No method is safe to redirect. The whole URL can answer at once: see the line"
              + " below.");
    }
  }

  private void print(String method, long millis, Set<String> explained) {
    Advice advice = report.advice(method);
    String rule = advice == null ? null : advice.rule();
    out.printf("%6d ms  %s%s%n", millis, rule == null ? "NOT " : "", rule == null ? method : rule);
    if (advice != null && explained.add(method)) {
      if (advice.refusal() != null) {
        out.println("           " + sentence(advice.refusal()));
      }
      advice.caveats().forEach(caveat -> out.println("           " + caveat));
    }
  }

  private static String sentence(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
  }

  private void printForWebXml() {
    Set<String> rules = new LinkedHashSet<>();
    for (Advice advice : report.advices()) {
      if (advice.rule() != null) {
        rules.add(advice.rule());
      }
    }
    Set<String> urls = new LinkedHashSet<>();
    for (UrlAdvice url : report.urls()) {
      if (url.respond() != null) {
        urls.add(url.respond());
      }
    }
    if (!rules.isEmpty() || !urls.isEmpty()) {
      out.println();
      out.println("For web.xml:");
      printParam("offstage.redirect", rules);
      printParam("offstage.respond", urls);
    }
  }

  private void printParam(String name, Set<String> lines) {
    if (!lines.isEmpty()) {
      out.println("<context-param>");
      out.println("  <param-name>" + name + "</param-name>");
      out.println("  <param-value>");
      lines.forEach(line -> out.println("    " + line.replace("&", "&amp;").replace("<", "&lt;")));
      out.println("  </param-value>");
      out.println("</context-param>");
    }
  }

  Map<String, Object> asMap() {
    List<Object> urls = new ArrayList<>();
    for (UrlAdvice url : report.urls()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("url", url.url());
      map.put("requests", url.requests());
      map.put("meanMillis", url.meanMillis());
      map.put("share", url.share());
      map.put("methods", url.methods());
      map.put("respond", url.respond());
      urls.add(map);
    }
    List<Object> advices = new ArrayList<>();
    for (Advice advice : report.advices()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("method", advice.method());
      map.put("millis", advice.millis());
      map.put("share", advice.share());
      map.put("rule", advice.rule());
      map.put("refusal", advice.refusal());
      map.put("caveats", advice.caveats());
      advices.add(map);
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("looks", report.looks());
    map.put("notes", report.notes());
    map.put("urls", urls);
    map.put("advices", advices);
    return map;
  }
}
