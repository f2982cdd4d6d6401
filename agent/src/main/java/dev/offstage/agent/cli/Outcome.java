package dev.offstage.agent.cli;

import dev.offstage.agent.Count;
import dev.offstage.agent.exchange.Message;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the agent in another JVM does after it was attached or has new rules. Immutable. */
final class Outcome {
  private final String pid;
  private final String version;
  private final List<Map<String, Object>> methods = new ArrayList<>();
  private final List<Map<String, Object>> unmatched = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final @Nullable String more;
  private final boolean withoutLibrary;
  private boolean refusesRule;

  private Outcome(String pid, Message answer) {
    this.pid = pid;
    this.version = String.valueOf(answer.first("version"));
    this.more = answer.first("more");
    this.withoutLibrary = !answer.all("noLibrary").isEmpty();
    Map<String, Map<String, Object>> options = options(answer);
    for (List<String> values : answer.all("method")) {
      addMethod(
          values,
          options.getOrDefault(values.get(0) + '\n' + values.get(1), Collections.emptyMap()));
    }
    answer.all("unmatched").forEach(this::addUnmatched);
  }

  static Outcome of(String pid, Message answer) {
    return new Outcome(pid, answer);
  }

  private void addMethod(List<String> values, Map<String, Object> options) {
    Map<String, Object> map = new LinkedHashMap<>();
    String webapp = values.get(0);
    map.put("webapp", orNull(webapp));
    map.put("method", values.get(1));
    map.put("outcome", values.get(2));
    map.put("pool", orNull(values.get(3)));
    map.put("options", values.get(2).equals("redirected") ? options : null);
    map.put("rule", rule(values.get(4), values.get(5), values.get(6)));
    map.put("reason", orNull(values.get(7)));
    List<String> warnings = values.subList(9, values.size());
    map.put("warnings", warnings);
    methods.add(map);
    refusesRule |= values.get(2).equals("refused") && !values.get(4).isEmpty();
    lines.add((webapp.isEmpty() ? "" : "in '" + webapp + "': ") + values.get(8));
    warnings.forEach(warning -> lines.add("  warning: it " + warning));
  }

  private static Map<String, Map<String, Object>> options(Message answer) {
    Map<String, Map<String, Object>> byMethod = new HashMap<>();
    for (List<String> values : answer.all("options")) {
      Map<String, Object> options = new LinkedHashMap<>();
      for (String option : values.subList(2, values.size())) {
        int equals = option.indexOf('=');
        options.put(option.substring(0, equals), option.substring(equals + 1));
      }
      byMethod.put(values.get(0) + '\n' + values.get(1), options);
    }
    return byMethod;
  }

  private void addUnmatched(List<String> values) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rule", rule(values.get(0), values.get(1), values.get(2)));
    map.put("reason", values.get(3));
    unmatched.add(map);
    problems.add(
        "the rule '"
            + values.get(0)
            + "' ("
            + values.get(1)
            + ", line "
            + values.get(2)
            + "): "
            + values.get(3));
  }

  private static @Nullable Map<String, Object> rule(String text, String source, String line) {
    if (text.isEmpty()) {
      return null;
    }
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("text", text);
    rule.put("source", source);
    rule.put("line", Integer.valueOf(line));
    return rule;
  }

  private static @Nullable String orNull(String value) {
    return value.isEmpty() ? null : value;
  }

  /** 0 if every rule matches and none of its methods is refused. */
  int status() {
    return problems.isEmpty() && !refusesRule ? Main.DONE : Main.FAILED;
  }

  void print(Options options, PrintStream out, PrintStream err) {
    if (options.has("--json")) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("pid", Long.valueOf(pid));
      map.put("agent", version);
      map.put("methods", methods);
      map.put("unmatched", unmatched);
      out.println(Json.of(map));
      return;
    }
    out.println("Process " + pid + " has the agent " + version + ", which in the loaded classes");
    lines.forEach(line -> out.println("  " + line));
    if (lines.isEmpty()) {
      out.println("  redirects nothing yet");
      if (withoutLibrary) {
        out.println("  No class sees offstage.jar: put it into WEB-INF/lib of the webapp");
      }
    }
    if (more != null) {
      out.println("  and so on: " + Count.of(Long.parseLong(more), "more method"));
    }
    problems.forEach(err::println);
  }
}
