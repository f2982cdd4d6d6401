package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the rules of the whole JVM that have no effect in any of its webapps, and why. */
final class JvmRules {
  private JvmRules() {}

  static List<RuleProblem> problems(Agent agent) throws Exception {
    List<Rule> unused = new ArrayList<Rule>(agent.rulesOfJvm());
    for (Verdict verdict : agent.report().all()) {
      unused.remove(verdict.rule());
    }
    if (unused.isEmpty()) {
      return Collections.emptyList();
    }
    Map<String, List<RuleProblem>> byWebapp = agent.webapps().problemsOfJvm();
    return byWebapp.isEmpty() ? withoutWebapps(agent, unused) : inAll(byWebapp, unused);
  }

  private static List<RuleProblem> inAll(
      Map<String, List<RuleProblem>> byWebapp, List<Rule> unused) {
    List<RuleProblem> problems = new ArrayList<RuleProblem>();
    for (Rule rule : unused) {
      Set<String> reasons = new LinkedHashSet<String>();
      int webapps = 0;
      for (Map.Entry<String, List<RuleProblem>> webapp : byWebapp.entrySet()) {
        for (RuleProblem problem : webapp.getValue()) {
          if (problem.rule() == rule) {
            reasons.add("in '" + webapp.getKey() + "' it " + problem.reason());
            webapps++;
          }
        }
      }
      // In the others a class that is not loaded yet matches.
      if (webapps == byWebapp.size()) {
        problems.add(new RuleProblem(rule, join(reasons)));
      }
    }
    return problems;
  }

  private static String join(Collection<String> reasons) {
    StringBuilder text = new StringBuilder();
    for (String reason : reasons) {
      text.append(text.length() == 0 ? "" : "; ").append(reason);
    }
    return text.toString();
  }

  /** Nobody can tell which classes are still to come: those count that are named or loaded. */
  private static List<RuleProblem> withoutWebapps(Agent agent, List<Rule> unused) throws Exception {
    Map<ClassLoader, Set<String>> byLoader = agent.loadedNames();
    if (byLoader.isEmpty()) {
      List<RuleProblem> problems = new ArrayList<RuleProblem>();
      for (Rule rule : unused) {
        problems.add(new RuleProblem(rule, "matches nothing: no class sees offstage.jar so far"));
      }
      return problems;
    }
    List<Rule> left = unused;
    List<RuleProblem> problems = new ArrayList<RuleProblem>();
    try (ClassFiles files = new ClassFiles()) {
      for (Map.Entry<ClassLoader, Set<String>> entry : byLoader.entrySet()) {
        ClassLoader loader = entry.getKey();
        DryRun dryRun = new DryRun(files.seenBy(loader));
        for (Rule rule : left) {
          String type = rule.exactType();
          byte[] classFile = type == null ? null : files.read(loader, type);
          if (type != null && classFile != null) {
            dryRun.tryOn(type, classFile, left, new LibraryAccess(loader, null));
          }
        }
        left = dryRun.unused(left);
        problems = dryRun.problems(left, entry.getValue());
      }
    }
    return problems;
  }
}
