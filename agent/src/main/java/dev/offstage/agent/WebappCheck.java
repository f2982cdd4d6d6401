package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassPlan;
import dev.offstage.agent.weave.LoaderClassFiles;
import dev.offstage.agent.weave.Verdict;
import dev.offstage.agent.weave.Weaver;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;

/**
 * Finds out what the rules of a webapp will do, before all of its classes are loaded: those that no
 * rule has matched yet are tried on the class files.
 */
final class WebappCheck {
  private final ClassLoader webapp;
  private final RuleBook book;
  private final LoaderGate gate;
  private final Map<String, Verdict> verdicts = new LinkedHashMap<String, Verdict>();
  private final List<Rule> ofJvm;
  private final List<String> problems = new ArrayList<String>();
  private final List<String> problemsOfJvm = new ArrayList<String>();

  /**
   * @param known the verdicts on the webapp's classes so far
   * @param ofJvm the rules of the whole JVM that have matched nothing, in any webapp
   */
  WebappCheck(
      ClassLoader webapp,
      RuleBook book,
      LoaderGate gate,
      List<Verdict> known,
      List<Rule> ofJvm,
      Callable<? extends Collection<String>> classNames)
      throws Exception {
    this.webapp = webapp;
    this.book = book;
    this.gate = gate;
    this.ofJvm = ofJvm;
    for (Verdict verdict : known) {
      verdicts.put(verdict.method(), verdict);
    }
    List<Rule> open = withoutVerdict();
    if (!open.isEmpty()) {
      tryOn(exactTypes(open));
      open = withoutVerdict();
    }
    if (!open.isEmpty()) {
      Collection<String> names = classNames.call();
      tryOn(candidates(open, names));
      Unmatched unmatched = new Unmatched(new LoaderClassFiles(webapp), names);
      for (Rule rule : withoutVerdict()) {
        (ofJvm.contains(rule) ? problemsOfJvm : problems).add(problem(rule, unmatched));
      }
    }
  }

  private List<Rule> withoutVerdict() {
    List<Rule> open = new ArrayList<Rule>(book.ownRulesOf(webapp));
    open.addAll(ofJvm);
    for (Verdict verdict : verdicts.values()) {
      open.remove(verdict.rule());
    }
    return open;
  }

  private static List<String> exactTypes(List<Rule> rules) {
    List<String> names = new ArrayList<String>();
    for (Rule rule : rules) {
      String name = rule.exactType();
      if (name != null && !rule.includesSubtypes()) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> candidates(List<Rule> rules, Collection<String> names) {
    List<String> candidates = new ArrayList<String>();
    for (String name : names) {
      for (Rule rule : rules) {
        if (rule.includesSubtypes() || (rule.exactType() == null && rule.matchesType(name))) {
          candidates.add(name);
          break;
        }
      }
    }
    return candidates;
  }

  private void tryOn(List<String> names) throws IOException {
    for (String name : names) {
      byte[] classFile = LoaderClassFiles.read(webapp, name);
      List<Rule> rules = book.rulesFor(definer(name));
      if (classFile != null
          && gate.isOpen(definer(name))
          && PreScan.concerns(name, classFile, rules)) {
        for (Verdict verdict : plan(name, classFile, rules).verdicts()) {
          verdicts.put(verdict.method(), verdict);
        }
      }
    }
  }

  private ClassPlan plan(String name, byte[] classFile, List<Rule> rules) {
    TypePool types = Weaver.types(Redirector.locator(webapp, name, classFile));
    TypeDescription type = types.describe(name).resolve();
    return ClassPlan.of(type, rules);
  }

  /** The loader above the webapp's that has the same class file, and so defines the class. */
  private ClassLoader definer(String name) {
    String path = name.replace('.', '/') + ".class";
    ClassLoader definer = webapp;
    URL file = webapp.getResource(path);
    for (ClassLoader above = webapp.getParent(); above != null; above = above.getParent()) {
      URL same = above.getResource(path);
      if (file == null || same == null || !same.toString().equals(file.toString())) {
        break;
      }
      definer = above;
    }
    return definer;
  }

  private String problem(Rule rule, Unmatched unmatched) throws IOException {
    for (Verdict verdict : verdicts.values()) {
      if (verdict.shadowed().contains(rule)) {
        return rule + " is never used: " + verdict.rule() + " comes first for " + verdict.method();
      }
    }
    String name = rule.exactType();
    if (name != null && LoaderClassFiles.read(webapp, name) != null && definer(name) != webapp) {
      return rule
          + " matches nothing: the class comes from the server's own libraries, whose loader does not"
          + " see Offstage; with offstage.jar beside it, and not in WEB-INF/lib, it would";
    }
    return rule + " matches nothing" + unmatched.hint(rule);
  }

  /** The methods that are redirected, or will be when their class is loaded. */
  List<String> redirected() {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : verdicts.values()) {
      if (verdict.isRedirected()) {
        lines.add(verdict.toString());
      }
    }
    return lines;
  }

  /** The methods that a rule, or else the annotation, names in vain, with the reason. */
  List<String> refused(boolean byRule) {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : verdicts.values()) {
      if (!verdict.isRedirected() && (verdict.rule() != null) == byRule) {
        lines.add(verdict.toString());
      }
    }
    return lines;
  }

  /** The webapp's rules without effect, with what was probably meant. */
  List<String> problems() {
    return problems;
  }

  /** The same for the rules of the whole JVM, which may be meant for another webapp. */
  List<String> problemsOfJvm() {
    return problemsOfJvm;
  }
}
