package dev.offstage.agent;

import dev.offstage.agent.weave.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The redirected methods of which a call could not be handed over because of an error, and the
 * first such error of each. Remembers loaders weakly. Thread-safe.
 */
final class Failures {
  private static final int MOST_CAUSES = 5;

  private final Map<ClassLoader, Map<String, String>> lines =
      new WeakHashMap<ClassLoader, Map<String, String>>();

  /**
   * Adds what is new.
   *
   * @param verdicts on the classes of the same loader
   * @return a line for each method that has not failed before
   */
  synchronized List<String> add(Class<?> type, Throwable error, List<Verdict> verdicts) {
    List<String> added = new ArrayList<String>();
    List<Verdict> fresh = fresh(type, verdicts);
    if (fresh.isEmpty()) {
      return added;
    }
    String method = methodIn(error, type.getName());
    for (Verdict verdict : fresh) {
      if (method == null || verdict.method().startsWith(type.getName() + "#" + method + "(")) {
        String line =
            "cannot hand over "
                + verdict.method()
                + " ("
                + verdict.origin()
                + "), which runs inline (said once): "
                + withCauses(error);
        known(type.getClassLoader()).put(verdict.method(), line);
        added.add(line);
      }
    }
    return added;
  }

  private List<Verdict> fresh(Class<?> type, List<Verdict> verdicts) {
    Map<String, String> known = known(type.getClassLoader());
    List<Verdict> fresh = new ArrayList<Verdict>();
    for (Verdict verdict : verdicts) {
      if (verdict.isRedirected()
          && verdict.method().startsWith(type.getName() + "#")
          && !known.containsKey(verdict.method())) {
        fresh.add(verdict);
      }
    }
    return fresh;
  }

  private Map<String, String> known(ClassLoader loader) {
    Map<String, String> known = lines.get(loader);
    if (known == null) {
      known = new LinkedHashMap<String, String>();
      lines.put(loader, known);
    }
    return known;
  }

  /** The redirected method is what called whatever failed; null where there is no stack trace. */
  private static @Nullable String methodIn(Throwable error, String type) {
    for (StackTraceElement frame : error.getStackTrace()) {
      if (frame.getClassName().equals(type)) {
        return frame.getMethodName();
      }
    }
    return null;
  }

  private static String withCauses(Throwable error) {
    StringBuilder text = new StringBuilder().append(error);
    Throwable cause = error.getCause();
    for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
      text.append("; cause: ").append(cause);
      cause = cause.getCause();
    }
    return text.toString();
  }

  /**
   * Those of the methods that are still redirected, ordered by method.
   *
   * @param verdicts as they are now
   */
  synchronized List<String> lines(Map<ClassLoader, List<Verdict>> verdicts) {
    Set<String> all = new TreeSet<String>();
    for (Map.Entry<ClassLoader, List<Verdict>> entry : verdicts.entrySet()) {
      Map<String, String> ofLoader = lines.get(entry.getKey());
      for (Verdict verdict : entry.getValue()) {
        String line = ofLoader == null ? null : ofLoader.get(verdict.method());
        if (line != null && verdict.isRedirected()) {
          all.add(line);
        }
      }
    }
    return new ArrayList<String>(all);
  }
}
