package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.LoaderClassFiles;
import dev.offstage.agent.weave.Verdict;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the rules of a webapp will do, before all of its classes are loaded: those that
 * have matched nothing yet are tried on the class files.
 */
final class WebappCheck {
  private final ClassLoader webapp;
  private final RuleBook book;
  private final LoaderGate gate;
  private final DryRun dryRun;
  private final Callable<? extends Collection<String>> classNames;
  private final List<RuleProblem> problems = new ArrayList<RuleProblem>();
  private final List<RuleProblem> problemsOfJvm = new ArrayList<RuleProblem>();
  private @Nullable Set<String> ownNames;

  /**
   * @param known the verdicts on the webapp's classes so far
   * @param unusedOfJvm the rules of the whole JVM that have matched nothing, in any webapp
   * @param classNames the names of the webapp's own classes; asked only if needed
   */
  WebappCheck(
      ClassLoader webapp,
      RuleBook book,
      LoaderGate gate,
      List<Verdict> known,
      List<Rule> unusedOfJvm,
      Callable<? extends Collection<String>> classNames)
      throws Exception {
    this.webapp = webapp;
    this.book = book;
    this.gate = gate;
    this.classNames = classNames;
    this.dryRun = new DryRun(new LoaderClassFiles(webapp));
    for (Verdict verdict : known) {
      dryRun.add(verdict);
    }
    List<Rule> own = book.ownRulesOf(webapp);
    List<Rule> rules = new ArrayList<Rule>(own);
    rules.addAll(unusedOfJvm);
    tryOn(exactTypes(dryRun.unused(rules)));
    List<Rule> unused = dryRun.unused(rules);
    if (!unused.isEmpty()) {
      tryOn(candidates(unused, ownNames()));
      explain(own, problems);
      explain(unusedOfJvm, problemsOfJvm);
    }
  }

  private Set<String> ownNames() throws Exception {
    if (ownNames == null) {
      ownNames = new LinkedHashSet<String>(classNames.call());
    }
    return ownNames;
  }

  private static Set<String> exactTypes(List<Rule> rules) {
    Set<String> names = new LinkedHashSet<String>();
    for (Rule rule : rules) {
      String name = rule.exactType();
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  private static List<String> candidates(List<Rule> rules, Collection<String> names) {
    List<String> candidates = new ArrayList<String>();
    for (String name : names) {
      for (Rule rule : rules) {
        if (rule.includesSubtypes() || rule.matchesType(name)) {
          candidates.add(name);
          break;
        }
      }
    }
    return candidates;
  }

  private void tryOn(Collection<String> names) throws Exception {
    for (String name : names) {
      byte[] classFile = LoaderClassFiles.read(webapp, name);
      if (classFile != null) {
        ClassLoader definer = definer(name);
        if (gate.isOpen(definer)) {
          tryOn(name, classFile, book.rulesFor(definer));
        }
      }
    }
  }

  private void tryOn(String name, byte[] classFile, List<Rule> rules) {
    try {
      dryRun.tryOn(name, classFile, rules);
    } catch (RuntimeException | LinkageError e) {
      // The agent leaves such a class as it is, and says so if it is ever loaded.
    }
  }

  private void explain(List<Rule> rules, List<RuleProblem> into) throws Exception {
    for (Rule rule : dryRun.unused(rules)) {
      String name = rule.exactType();
      if (name != null && definer(name) != webapp && LoaderClassFiles.read(webapp, name) != null) {
        into.add(
            new RuleProblem(
                rule,
                "matches nothing: the class comes from the server's own libraries, whose loader"
                    + " does not see Offstage; put offstage.jar beside it instead of in"
                    + " WEB-INF/lib"));
      } else {
        into.addAll(dryRun.problems(Collections.singletonList(rule), ownNames()));
      }
    }
  }

  /** The loader that defines a class: one above the webapp's if the file comes from there. */
  private ClassLoader definer(String name) throws Exception {
    String path = name.replace('.', '/') + ".class";
    URL file = webapp.getResource(path);
    ClassLoader definer = webapp;
    for (ClassLoader above = webapp.getParent(); above != null; above = above.getParent()) {
      URL same = above.getResource(path);
      if (file == null || same == null || !same.toString().equals(file.toString())) {
        break;
      }
      definer = above;
    }
    // A webapp's own classes come first, even if the server has the same file.
    return definer != webapp && ownNames().contains(name) ? webapp : definer;
  }

  /** The methods that are redirected, or will be when their class is loaded. */
  List<String> redirected() {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : dryRun.verdicts()) {
      if (verdict.isRedirected()) {
        lines.add(verdict.toString());
      }
    }
    return lines;
  }

  /**
   * The methods that a rule, or else the annotation, names but that are refused, with the reason.
   */
  List<String> refused(boolean byRule) {
    List<String> lines = new ArrayList<String>();
    for (Verdict verdict : dryRun.verdicts()) {
      if (verdict.isRefused() && (verdict.rule() != null) == byRule) {
        lines.add(verdict.toString());
      }
    }
    return lines;
  }

  /** The webapp's rules that have no effect, with what was probably meant. */
  List<RuleProblem> problems() {
    return problems;
  }

  /** The same for the rules of the whole JVM, which may be meant for another webapp. */
  List<RuleProblem> problemsOfJvm() {
    return problemsOfJvm;
  }
}
