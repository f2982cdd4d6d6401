package dev.offstage.agent.cli;

import dev.offstage.agent.DryRun;
import dev.offstage.agent.RuleProblem;
import dev.offstage.agent.rules.PoolNames;
import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.rules.RuleException;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.weave.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.bytebuddy.dynamic.ClassFileLocator;

/** What a dry run over an archive finds. */
final class Scan {
  private final List<Found> found = new ArrayList<>();
  private final List<RuleException> wrongLines = new ArrayList<>();
  private final List<RuleProblem> unmatched = new ArrayList<>();

  private Scan() {}

  /**
   * Looks at every class.
   *
   * @param rules those of the whole JVM
   * @param provided whether the server has offstage.jar in a folder for all webapps
   * @param pools the names of those that the server's settings make
   */
  static Scan of(Archive archive, Rules rules, boolean provided, Set<String> pools)
      throws IOException {
    Scan scan = new Scan();
    scan.wrongLines.addAll(rules.wrongLines());
    Set<Rule> used = new HashSet<>();
    Set<String> allNames = new TreeSet<>();
    List<ClassFileLocator> surroundings = new ArrayList<>();
    for (Deployment deployment : archive.deployments()) {
      used.addAll(scan.add(deployment, rules, provided, pools));
      allNames.addAll(deployment.names());
      surroundings.add(deployment.surroundings());
    }
    List<Rule> unused =
        rules.list().stream().filter(rule -> !used.contains(rule)).collect(Collectors.toList());
    DryRun everywhere = new DryRun(new ClassFileLocator.Compound(surroundings));
    for (Found here : scan.found) {
      everywhere.add(here.verdicts);
    }
    scan.unmatched.addAll(everywhere.problems(unused, allNames));
    scan.unmatched.addAll(neverCalled(rules, used, allNames));
    return scan;
  }

  /** Returns the rules that decide a method's fate. */
  private Set<Rule> add(
      Deployment deployment, Rules ofJvm, boolean provided, Set<String> poolsOfServer)
      throws IOException {
    WebXml webXml = WebXml.of(deployment);
    Set<String> pools = new TreeSet<>(poolsOfServer);
    pools.add(PoolNames.DEFAULT);
    if (webXml != null) {
      pools.addAll(webXml.pools());
    }
    Rules own = webXml == null ? Rules.NONE : webXml.rules(pools);
    List<Rule> rules = new ArrayList<>(ofJvm.list());
    rules.addAll(own.list());
    Set<String> names = new TreeSet<>(deployment.names());
    Found here = new Found(deployment, names.size());
    here.wrongLines.addAll(own.wrongLines());
    here.lacksPool = webXml != null && own.list().size() < webXml.rules(null).list().size();
    DryRun dryRun = new DryRun(deployment.surroundings());
    for (String name : names) {
      try {
        dryRun.tryOn(name, deployment.read(name), rules);
      } catch (RuntimeException | LinkageError e) {
        // The agent leaves such a class as it is.
        here.unreadable.add("the class " + name + " cannot be read: " + e);
      }
    }
    for (Verdict verdict : dryRun.verdicts()) {
      Verdict known = deployment.isWebapp() ? verdict.in(pools) : verdict;
      here.lacksPool |= known != verdict && known.rule() != null;
      here.add(known);
    }
    Set<Rule> used = new HashSet<>();
    for (Verdict verdict : dryRun.verdicts()) {
      if (verdict.rule() != null) {
        used.add(verdict.rule());
      }
    }
    here.unmatched.addAll(dryRun.problems(own.list(), names));
    here.unmatched.addAll(neverCalled(own, used, names));
    if (!here.verdicts.isEmpty()
        || deployment.seesOffstage()
        || MisplacedJars.hasAgent(deployment)) {
      here.startUp.addAll(StartUp.of(deployment, webXml, provided));
    }
    found.add(here);
    return used;
  }

  private static List<RuleProblem> neverCalled(Rules rules, Set<Rule> used, Set<String> names) {
    return rules.list().stream()
        .filter(used::contains)
        .map(rule -> DryRun.neverCalled(rule, names))
        .flatMap(List::stream)
        .collect(Collectors.toList());
  }

  /** Whether every rule matched, none of its methods is refused, and Offstage starts. */
  boolean isClean() {
    return wrongLines.isEmpty() && unmatched.isEmpty() && found.stream().allMatch(Found::isClean);
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("clean", isClean());
    map.put("deployments", found.stream().map(Found::asMap).collect(Collectors.toList()));
    map.put("mistakes", wrongLines.stream().map(Found::asMap).collect(Collectors.toList()));
    map.put("unmatched", unmatched.stream().map(Found::asMap).collect(Collectors.toList()));
    return map;
  }

  void print(PrintStream out) {
    for (Found here : found) {
      if (found.size() == 1 || !here.isEmpty()) {
        here.print(out);
      }
    }
    wrongLines.forEach(wrong -> out.println("mistake: " + wrong.getMessage()));
    unmatched.forEach(problem -> out.println("the rule " + problem));
  }
}
