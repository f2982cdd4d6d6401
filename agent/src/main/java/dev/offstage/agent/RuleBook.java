package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;
import dev.offstage.agent.weave.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which rules apply to a loader's classes: those of the JVM, then those of the webapp; and which
 * pools the webapp has. Remembers loaders weakly: an undeployed webapp is not kept. Thread-safe.
 */
final class RuleBook {
  private final Map<ClassLoader, List<Rule>> ofWebapps = new WeakHashMap<ClassLoader, List<Rule>>();
  private final Map<ClassLoader, List<String>> pools = new WeakHashMap<ClassLoader, List<String>>();
  private volatile List<Rule> everywhere;
  private volatile boolean hasWebapps;

  /**
   * @param everywhere the rules of the whole JVM
   */
  RuleBook(List<Rule> everywhere) {
    this.everywhere = everywhere;
  }

  /** Sets the rules of the whole JVM, in place of those that it had. */
  void setOfJvm(List<Rule> rules) {
    everywhere = rules;
  }

  /** Sets the rules of a webapp, for its loader and those below. */
  synchronized void set(ClassLoader webapp, List<Rule> rules) {
    if (rules.isEmpty()) {
      ofWebapps.remove(webapp);
      return;
    }
    ofWebapps.put(webapp, rules);
    hasWebapps = true;
  }

  /** Sets the names of a webapp's pools. */
  synchronized void setPools(ClassLoader webapp, Collection<String> names) {
    pools.put(webapp, new ArrayList<String>(names));
  }

  /**
   * Adds to what becomes of a method that it runs in the default pool, if its own does not exist. A
   * rule of the webapp cannot ask for that, but one of the whole JVM and the annotation can.
   */
  synchronized Verdict checkPool(ClassLoader loader, Verdict verdict) {
    for (ClassLoader above = loader; above != null; above = above.getParent()) {
      List<String> known = pools.get(above);
      if (known != null) {
        return verdict.in(known);
      }
    }
    return verdict;
  }

  List<Rule> rulesFor(ClassLoader loader) {
    List<Rule> own = ownRulesOf(loader);
    if (own.isEmpty()) {
      return everywhere;
    }
    List<Rule> all = new ArrayList<Rule>(everywhere);
    all.addAll(own);
    return all;
  }

  List<Rule> ofJvm() {
    return everywhere;
  }

  /** The rules that the webapp of a loader has added itself. */
  List<Rule> ownRulesOf(ClassLoader loader) {
    if (hasWebapps) {
      synchronized (this) {
        for (ClassLoader above = loader; above != null; above = above.getParent()) {
          List<Rule> rules = ofWebapps.get(above);
          if (rules != null) {
            return rules;
          }
        }
      }
    }
    return Collections.emptyList();
  }

  /** Whether a class of this loader is one of that webapp. */
  static boolean isIn(@Nullable ClassLoader loader, ClassLoader webapp) {
    for (ClassLoader above = loader; above != null; above = above.getParent()) {
      if (above == webapp) {
        return true;
      }
    }
    return false;
  }
}
