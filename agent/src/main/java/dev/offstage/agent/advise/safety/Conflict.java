package dev.offstage.agent.advise.safety;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a task and the rest of its request must not both deal with at the same time. */
final class Conflict {
  private Conflict() {}

  /** The first one that is found, as a sentence; null if there is none. */
  static @Nullable String between(Reach task, Reach rest) {
    if (!rest.isAllKnown()) {
      return "what comes after it is more code than was looked through";
    }
    if (task.usesDatabase && rest.usesDatabase) {
      return "it uses a database, and so does what comes after it";
    }
    if (task.usesFiles && rest.usesFiles) {
      return "it uses files, and so does what comes after it";
    }
    String written = common(task.writes, rest.reads);
    if (written != null) {
      return "it changes " + written + ", which what comes after it reads";
    }
    String both = common(task.writes, rest.writes);
    if (both != null) {
      return "it changes " + both + ", and so does what comes after it";
    }
    String read = common(rest.writes, task.reads);
    return read == null ? null : "it reads " + read + ", which what comes after it changes";
  }

  private static @Nullable String common(Set<String> some, Set<String> others) {
    Set<String> common = new TreeSet<>(some);
    common.retainAll(others);
    return common.isEmpty() ? null : common.iterator().next();
  }
}
