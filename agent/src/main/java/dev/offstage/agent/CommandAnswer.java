package dev.offstage.agent;

import dev.offstage.agent.exchange.Message;
import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the agent does now, for a command that has changed it. */
final class CommandAnswer {
  /** The JVM's attach mechanism passes on some MB, and nobody reads more. */
  private static final int MOST_METHODS = 5000;

  private CommandAnswer() {}

  static Message of(Agent agent) throws Exception {
    Message answer = Message.of(Message.DONE).add("version", OffstageAgent.version());
    Map<String, String[]> methods = new TreeMap<String, String[]>();
    Map<String, String[]> options = new TreeMap<String, String[]>();
    for (Map.Entry<ClassLoader, List<Verdict>> entry : agent.report().byLoader().entrySet()) {
      String webapp = agent.webapps().nameOf(entry.getKey());
      for (Verdict verdict : entry.getValue()) {
        String[] fact = fact(webapp, verdict);
        // Those that are redirected first, then by name.
        String key = (verdict.isRedirected() ? " " : "") + fact[1] + "\n" + fact[0];
        methods.put(key, fact);
        if (verdict.isRedirected() && !verdict.options().isEmpty()) {
          options.put(key, options(webapp, verdict));
        }
      }
    }
    int count = 0;
    for (Map.Entry<String, String[]> method : methods.entrySet()) {
      if (count++ < MOST_METHODS) {
        answer.add("method", method.getValue());
        String[] its = options.get(method.getKey());
        if (its != null) {
          answer.add("options", its);
        }
      }
    }
    if (count > MOST_METHODS) {
      answer.add("more", String.valueOf(count - MOST_METHODS));
    }
    if (agent.loadedNames().isEmpty()) {
      answer.add("noLibrary");
    }
    for (RuleProblem problem : JvmRules.problems(agent)) {
      Rule rule = problem.rule();
      answer.add(
          "unmatched", rule.text(), rule.source(), String.valueOf(rule.line()), problem.reason());
    }
    return answer;
  }

  private static @Nullable String[] fact(@Nullable String webapp, Verdict verdict) {
    List<@Nullable String> fact = new ArrayList<@Nullable String>();
    Rule rule = verdict.rule();
    fact.add(webapp);
    fact.add(verdict.method());
    fact.add(verdict.isRedirected() ? "redirected" : verdict.isRefused() ? "refused" : "excluded");
    fact.add(verdict.isRedirected() ? verdict.pool() : null);
    fact.add(rule == null ? null : rule.text());
    fact.add(rule == null ? null : rule.source());
    fact.add(rule == null ? null : String.valueOf(rule.line()));
    fact.add(verdict.refusal());
    fact.add(verdict.toString());
    fact.addAll(verdict.warnings());
    return fact.toArray(new String[0]);
  }

  /** A message of its own: a command of another release reads the others by position. */
  private static @Nullable String[] options(@Nullable String webapp, Verdict verdict) {
    List<@Nullable String> options = new ArrayList<@Nullable String>();
    options.add(webapp);
    options.add(verdict.method());
    for (Map.Entry<String, String> option : verdict.options().entrySet()) {
      options.add(option.getKey() + '=' + option.getValue());
    }
    return options.toArray(new String[0]);
  }
}
