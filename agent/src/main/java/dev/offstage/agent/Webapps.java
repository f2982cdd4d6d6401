package dev.offstage.agent;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The webapps that have told the agent of themselves: their names, and what the last look at them
 * has shown of the rules of the whole JVM. Remembers loaders weakly. Thread-safe.
 */
final class Webapps {
  private final Map<ClassLoader, String> names = new WeakHashMap<ClassLoader, String>();
  private final Map<ClassLoader, List<RuleProblem>> problems =
      new WeakHashMap<ClassLoader, List<RuleProblem>>();

  synchronized void add(ClassLoader webapp, String name) {
    names.put(webapp, name);
  }

  /** What of the JVM's rules has no effect in a webapp. */
  synchronized void checked(ClassLoader webapp, List<RuleProblem> ofJvm) {
    problems.put(webapp, new ArrayList<RuleProblem>(ofJvm));
  }

  /** The name of the webapp that a loader belongs to; null if it is none's. */
  synchronized @Nullable String nameOf(ClassLoader loader) {
    for (ClassLoader above = loader; above != null; above = above.getParent()) {
      String name = names.get(above);
      if (name != null) {
        return name;
      }
    }
    return null;
  }

  /** By the name of each webapp that was looked at, what of the JVM's rules has no effect there. */
  synchronized Map<String, List<RuleProblem>> problemsOfJvm() {
    Map<String, List<RuleProblem>> byName = new LinkedHashMap<String, List<RuleProblem>>();
    for (Map.Entry<ClassLoader, List<RuleProblem>> entry : problems.entrySet()) {
      String name = names.get(entry.getKey());
      byName.put(name == null ? "?" : name, Collections.unmodifiableList(entry.getValue()));
    }
    return byName;
  }
}
