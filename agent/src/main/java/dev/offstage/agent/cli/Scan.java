package dev.offstage.agent.cli;

import dev.offstage.agent.DryRun;
import dev.offstage.agent.rules.Rule;
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
  private final List<String> mistakes = new ArrayList<>();
  private final List<String> unmatched = new ArrayList<>();
  private boolean refusesRule;

  private Scan() {}

  /** What becomes of the methods of one deployment. */
  private static final class Found {
    final String name;
    final int classes;
    final boolean seesOffstage;
    final Set<String> redirected = new TreeSet<>();
    final Set<String> refused = new TreeSet<>();

    Found(String name, int classes, boolean seesOffstage) {
      this.name = name;
      this.classes = classes;
      this.seesOffstage = seesOffstage;
    }

    Map<String, Object> asMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("classes", classes);
      map.put("seesOffstage", seesOffstage);
      map.put("redirected", redirected);
      map.put("refused", refused);
      return map;
    }

    void print(PrintStream out) {
      out.println(
          name
              + ": "
              + classes
              + " classes, "
              + redirected.size()
              + " methods redirected, "
              + refused.size()
              + " refused");
      redirected.forEach(line -> out.println("  " + line));
      refused.forEach(line -> out.println("  " + line));
      if (!redirected.isEmpty() && !seesOffstage) {
        out.println("  but offstage.jar is not inside: without it nothing is redirected");
      }
    }
  }

  /**
   * Looks at every class.
   *
   * @param rules those of the whole JVM
   */
  static Scan of(Archive archive, Rules rules) throws IOException {
    Scan scan = new Scan();
    scan.mistakes.addAll(rules.mistakes());
    Set<Rule> used = new HashSet<>();
    Set<String> allNames = new TreeSet<>();
    List<ClassFileLocator> surroundings = new ArrayList<>();
    for (Deployment deployment : archive.deployments()) {
      used.addAll(scan.add(deployment, rules));
      allNames.addAll(deployment.names());
      surroundings.add(deployment.surroundings());
    }
    List<Rule> unused =
        rules.list().stream().filter(rule -> !used.contains(rule)).collect(Collectors.toList());
    scan.unmatched.addAll(
        new DryRun(new ClassFileLocator.Compound(surroundings)).problems(unused, allNames));
    return scan;
  }

  /** Returns the rules that decide a method's fate. */
  private Set<Rule> add(Deployment deployment, Rules ofJvm) throws IOException {
    Rules own = WebXml.rules(deployment);
    mistakes.addAll(own.mistakes());
    List<Rule> rules = new ArrayList<>(ofJvm.list());
    rules.addAll(own.list());
    DryRun dryRun = new DryRun(deployment.surroundings());
    Set<String> names = new TreeSet<>(deployment.names());
    for (String name : names) {
      try {
        dryRun.tryOn(name, deployment.read(name), rules);
      } catch (RuntimeException | LinkageError e) {
        // The agent leaves such a class as it is.
        mistakes.add("the class " + name + " in " + deployment.name() + " cannot be read: " + e);
      }
    }
    Found here = new Found(deployment.name(), names.size(), deployment.seesOffstage());
    found.add(here);
    Set<Rule> used = new HashSet<>();
    for (Verdict verdict : dryRun.verdicts()) {
      (verdict.isRedirected() ? here.redirected : here.refused).add(verdict.toString());
      if (verdict.rule() != null) {
        used.add(verdict.rule());
        refusesRule |= !verdict.isRedirected();
      }
    }
    unmatched.addAll(dryRun.problems(own.list(), names));
    return used;
  }

  /** Whether every rule matched and none of its methods is refused. */
  boolean isClean() {
    return mistakes.isEmpty() && unmatched.isEmpty() && !refusesRule;
  }

  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("deployments", found.stream().map(Found::asMap).collect(Collectors.toList()));
    map.put("mistakes", mistakes);
    map.put("unmatched", unmatched);
    return map;
  }

  void print(PrintStream out) {
    for (Found here : found) {
      if (found.size() == 1 || !here.redirected.isEmpty() || !here.refused.isEmpty()) {
        here.print(out);
      }
    }
    mistakes.forEach(line -> out.println("mistake: " + line));
    unmatched.forEach(line -> out.println("the rule " + line));
  }
}
