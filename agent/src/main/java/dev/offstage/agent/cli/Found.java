package dev.offstage.agent.cli;

import dev.offstage.agent.Count;
import dev.offstage.agent.RuleProblem;
import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.RuleException;
import dev.offstage.agent.weave.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a dry run finds in one deployment. Immutable but for what is added while it runs. */
final class Found {
  private final String name;
  private final boolean webapp;
  private final boolean seesOffstage;
  private final int classes;
  final List<StartUp.Finding> startUp = new ArrayList<>();
  final List<Verdict> verdicts = new ArrayList<>();
  final List<RuleException> wrongLines = new ArrayList<>();
  final List<String> unreadable = new ArrayList<>();
  final List<RuleProblem> unmatched = new ArrayList<>();

  /** Whether something asks for a pool that is not known. */
  boolean lacksPool;

  Found(Deployment deployment, int classes) {
    this.name = deployment.name();
    this.webapp = deployment.isWebapp();
    this.seesOffstage = deployment.seesOffstage();
    this.classes = classes;
  }

  void add(Verdict verdict) {
    verdicts.add(verdict);
    verdicts.sort(Comparator.comparing(Verdict::toString));
  }

  /** Whether a server does all that the rules ask for. */
  boolean isClean() {
    return wrongLines.isEmpty()
        && unreadable.isEmpty()
        && unmatched.isEmpty()
        && !lacksPool
        && startUp.stream().noneMatch(finding -> finding.certain)
        && verdicts.stream().noneMatch(it -> it.rule() != null && it.isRefused());
  }

  /** Whether there is nothing to say about it. */
  boolean isEmpty() {
    return verdicts.isEmpty() && isClean() && startUp.isEmpty();
  }

  private long count(boolean redirected) {
    return verdicts.stream().filter(it -> redirected ? it.isRedirected() : it.isRefused()).count();
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("webapp", webapp);
    map.put("classes", classes);
    map.put("seesOffstage", seesOffstage);
    map.put("startUp", startUp.stream().map(StartUp.Finding::asMap).collect(Collectors.toList()));
    map.put("methods", verdicts.stream().map(Found::asMap).collect(Collectors.toList()));
    map.put("mistakes", wrongLines.stream().map(Found::asMap).collect(Collectors.toList()));
    map.put("unreadable", unreadable);
    map.put("unmatched", unmatched.stream().map(Found::asMap).collect(Collectors.toList()));
    return map;
  }

  static Map<String, Object> asMap(Verdict verdict) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("method", verdict.method());
    map.put(
        "outcome",
        verdict.isRedirected() ? "redirected" : verdict.isRefused() ? "refused" : "excluded");
    map.put("pool", verdict.isRedirected() ? verdict.pool() : null);
    map.put("options", verdict.isRedirected() ? verdict.options() : null);
    map.put("rule", asMap(verdict.rule()));
    map.put("reason", verdict.refusal());
    map.put("warnings", verdict.warnings());
    return map;
  }

  /** Null stands for the annotation. */
  private static @Nullable Map<String, Object> asMap(@Nullable Rule rule) {
    if (rule == null) {
      return null;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", rule.text());
    map.put("source", rule.source());
    map.put("line", rule.line());
    return map;
  }

  static Map<String, Object> asMap(RuleProblem problem) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rule", asMap(problem.rule()));
    map.put("reason", problem.reason());
    return map;
  }

  static Map<String, Object> asMap(RuleException wrong) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("source", wrong.source());
    map.put("line", wrong.line());
    map.put("column", wrong.column());
    map.put("mistake", wrong.mistake());
    return map;
  }

  void print(PrintStream out) {
    out.println(
        name
            + ": "
            + Count.of(classes, "class")
            + ", "
            + Count.of(count(true), "method")
            + " redirected, "
            + count(false)
            + " refused");
    for (Verdict verdict : verdicts) {
      out.println("  " + verdict);
      verdict.warnings().forEach(it -> out.println("    warning: it " + it));
    }
    for (StartUp.Finding finding : startUp) {
      out.println(
          name
              + ": "
              + (finding.certain ? "Offstage does not start here: " : "note: ")
              + finding.text);
    }
    if (!webapp && count(true) > 0 && !seesOffstage) {
      out.println(
          "  where it is used, offstage.jar must be, too: without it nothing is redirected");
    }
    wrongLines.forEach(wrong -> out.println(name + ": mistake: " + wrong.getMessage()));
    if (lacksPool) {
      out.println(name + ": note: a pool that the server's settings make is named by --pools");
    }
    unreadable.forEach(line -> out.println(name + ": mistake: " + line));
    unmatched.forEach(problem -> out.println(name + ": the rule " + problem));
  }
}
