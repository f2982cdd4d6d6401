package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.ClassFiles;
import dev.offstage.agent.weave.Supertypes;
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

/** Tries those rules of a webapp that have matched nothing yet on the class files. */
final class WebappTrial {
  private final ClassLoader webapp;
  private final RuleBook book;
  private final LoaderGate gate;
  private final DryRun dryRun;
  private final ClassFiles files;
  private final Callable<? extends Collection<String>> classNames;
  private @Nullable Set<String> ownNames;

  private WebappTrial(
      ClassLoader webapp,
      RuleBook book,
      LoaderGate gate,
      Supertypes supertypes,
      ClassFiles files,
      Callable<? extends Collection<String>> classNames) {
    this.webapp = webapp;
    this.book = book;
    this.gate = gate;
    this.files = files;
    this.classNames = classNames;
    this.dryRun = new DryRun(files.seenBy(webapp), supertypes);
  }

  /**
   * Reads a class file where a rule may be about it.
   *
   * @param known the verdicts on the webapp's classes so far
   * @param unusedOfJvm the rules of the whole JVM that have matched nothing, in any webapp
   * @param classNames the names of the webapp's own classes; asked only if needed
   * @throws InterruptedException if the webapp stops meanwhile
   */
  static WebappCheck of(
      ClassLoader webapp,
      RuleBook book,
      LoaderGate gate,
      Supertypes supertypes,
      List<Verdict> known,
      List<Rule> unusedOfJvm,
      Callable<? extends Collection<String>> classNames)
      throws Exception {
    try (ClassFiles files = new ClassFiles()) {
      WebappTrial trial = new WebappTrial(webapp, book, gate, supertypes, files, classNames);
      for (Verdict verdict : known) {
        trial.dryRun.add(verdict);
      }
      return trial.check(book.ownRulesOf(webapp), unusedOfJvm);
    }
  }

  private WebappCheck check(List<Rule> own, List<Rule> unusedOfJvm) throws Exception {
    List<Rule> rules = new ArrayList<Rule>(own);
    rules.addAll(unusedOfJvm);
    tryOn(exactTypes(dryRun.unused(rules)));
    List<RuleProblem> problems = new ArrayList<RuleProblem>();
    List<RuleProblem> problemsOfJvm = new ArrayList<RuleProblem>();
    List<Rule> unused = dryRun.unused(rules);
    if (!unused.isEmpty()) {
      tryOn(candidates(unused, ownNames()));
      explain(own, problems);
      explain(unusedOfJvm, problemsOfJvm);
    }
    return new WebappCheck(dryRun.verdicts(), problems, problemsOfJvm);
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
    List<Rule> all = book.rulesFor(webapp);
    for (String name : names) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedException("the webapp stops");
      }
      byte[] classFile = files.read(webapp, name);
      if (classFile != null && PreScan.concerns(name, classFile, all)) {
        ClassLoader definer = definer(name);
        if (gate.isOpen(definer)) {
          tryOn(name, classFile, definer);
        }
      }
    }
  }

  private void tryOn(String name, byte[] classFile, ClassLoader definer) {
    try {
      dryRun.tryOn(name, classFile, book.rulesFor(definer), new LibraryAccess(definer, null));
    } catch (RuntimeException | LinkageError e) {
      // The agent leaves such a class as it is, and says so if it is ever loaded.
    }
  }

  private void explain(List<Rule> rules, List<RuleProblem> into) throws Exception {
    for (Rule rule : dryRun.unused(rules)) {
      String name = rule.exactType();
      if (name != null && definer(name) != webapp && files.read(webapp, name) != null) {
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
}
