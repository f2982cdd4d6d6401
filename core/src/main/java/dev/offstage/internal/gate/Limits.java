package dev.offstage.internal.gate;

import dev.offstage.LimitSettings;
import dev.offstage.internal.task.Clock;
import dev.offstage.internal.task.Gate;
import dev.offstage.internal.text.Names;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The limits of one application, by their names in the settings. Thread-safe. */
public final class Limits {
  private final Map<String, Gate> limits = new TreeMap<>();

  public Limits(Map<String, LimitSettings> settings, Clock clock) {
    settings.forEach((name, its) -> limits.put(name, new Limit(clock, turnstile(its))));
  }

  private static Turnstile turnstile(LimitSettings its) {
    return new Turnstile(
        its.atOnce(), its.isRate() ? new Rate(its.interval().toNanos(), its.burst()) : null);
  }

  /**
   * Whether there is one of that name.
   *
   * @throws IllegalArgumentException if not; the message names those that exist
   */
  public void check(String name) {
    if (!limits.containsKey(name)) {
      throw new IllegalArgumentException(
          "There is no limit '"
              + name
              + "'; there are "
              + limits.keySet()
              + Names.didYouMean(name, limits.keySet())
              + ". A setting such as offstage.limit."
              + name
              + "=5/s creates it.");
    }
  }

  /**
   * What a task with these has to pass, each once and all tasks in the same order: so no two of
   * them wait for each other.
   */
  public List<Gate> gates(Collection<String> names) {
    List<Gate> gates = new ArrayList<>(names.size());
    for (String name : new TreeSet<>(names)) {
      Gate limit = limits.get(name);
      if (limit != null) {
        gates.add(limit);
      }
    }
    return gates;
  }
}
