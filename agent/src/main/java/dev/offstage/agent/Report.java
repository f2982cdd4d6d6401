package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * What became of each method that a rule or the annotation names, by class loader. Remembers
 * loaders weakly: an undeployed webapp's part goes with it. Thread-safe.
 */
final class Report {
  private final Printer printer;
  private final Failures failures = new Failures();
  private final Map<ClassLoader, Map<String, Verdict>> verdicts =
      new WeakHashMap<ClassLoader, Map<String, Verdict>>();

  Report(Printer printer) {
    this.printer = printer;
  }

  /** Prints the verdict unless it is already known: other agents have classes transformed again. */
  void add(ClassLoader loader, Verdict verdict) {
    Verdict known;
    synchronized (this) {
      Map<String, Verdict> ofLoader = verdicts.get(loader);
      if (ofLoader == null) {
        ofLoader = new LinkedHashMap<String, Verdict>();
        verdicts.put(loader, ofLoader);
      }
      known = ofLoader.put(verdict.method(), verdict);
    }
    if (known == null || !known.toString().equals(verdict.toString())) {
      say(verdict.toString());
      for (String warning : verdict.warnings()) {
        say("warning: " + verdict.method() + " " + warning);
      }
    }
  }

  void say(String line) {
    printer.print(line);
  }

  /** A call of a redirected method of this class could not be handed over. */
  void notHandedOver(Class<?> type, Throwable error) {
    List<Verdict> verdictsOnLoader = new ArrayList<Verdict>();
    synchronized (this) {
      Map<String, Verdict> ofLoader = verdicts.get(type.getClassLoader());
      if (ofLoader != null) {
        verdictsOnLoader.addAll(ofLoader.values());
      }
    }
    for (String line : failures.add(type, error, verdictsOnLoader)) {
      say(line);
    }
  }

  /** The methods of which a call could not be handed over, with the first error of each. */
  List<String> failures() {
    return failures.lines(byLoader());
  }

  /** The verdicts on the classes of a webapp. */
  synchronized List<Verdict> of(ClassLoader webapp) {
    List<Verdict> found = new ArrayList<Verdict>();
    for (Map.Entry<ClassLoader, Map<String, Verdict>> entry : verdicts.entrySet()) {
      if (RuleBook.isIn(entry.getKey(), webapp)) {
        found.addAll(entry.getValue().values());
      }
    }
    return found;
  }

  synchronized List<Verdict> all() {
    List<Verdict> found = new ArrayList<Verdict>();
    for (Map<String, Verdict> ofLoader : verdicts.values()) {
      found.addAll(ofLoader.values());
    }
    return found;
  }

  /** The verdicts by the loader of their classes, as they are now. */
  synchronized Map<ClassLoader, List<Verdict>> byLoader() {
    Map<ClassLoader, List<Verdict>> found = new HashMap<ClassLoader, List<Verdict>>();
    for (Map.Entry<ClassLoader, Map<String, Verdict>> entry : verdicts.entrySet()) {
      found.put(entry.getKey(), new ArrayList<Verdict>(entry.getValue().values()));
    }
    return found;
  }

  /** Forgets what these rules have decided: they no longer hold. */
  synchronized void forget(Collection<Rule> rules) {
    for (Map<String, Verdict> ofLoader : verdicts.values()) {
      for (Verdict verdict : new ArrayList<Verdict>(ofLoader.values())) {
        if (rules.contains(verdict.rule())) {
          ofLoader.remove(verdict.method());
        }
      }
    }
  }

  /** Those that redirect, or those that refuse, as lines ordered by method name. */
  List<String> lines(boolean redirected) {
    Set<String> lines = new TreeSet<String>();
    for (Verdict verdict : all()) {
      if (redirected ? verdict.isRedirected() : verdict.isRefused()) {
        lines.add(verdict.toString());
      }
    }
    return new ArrayList<String>(lines);
  }
}
