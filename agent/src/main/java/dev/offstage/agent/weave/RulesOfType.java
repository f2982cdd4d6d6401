package dev.offstage.agent.weave;

import dev.offstage.agent.rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Which rules are about a class, and not only about one with a method of that name. */
public final class RulesOfType {
  private RulesOfType() {}

  /**
   * Chooses them, in the same order.
   *
   * @param above the names of the types above the class; asked only if a rule needs them
   */
  public static List<Rule> of(String type, List<Rule> rules, Supplier<Set<String>> above) {
    List<Rule> found = new ArrayList<Rule>();
    Set<String> names = null;
    for (Rule rule : rules) {
      boolean matches = rule.matchesType(type);
      // A proxy is a subclass of the class that it stands for, but not what anybody means by it.
      if (!matches && rule.includesSubtypes() && !GeneratedProxies.hasName(type)) {
        if (names == null) {
          names = above.get();
        }
        for (String name : names) {
          matches |= rule.matchesType(name);
        }
        matches &= !GeneratedProxies.isBelow(names);
      }
      if (matches) {
        found.add(rule);
      }
    }
    return found;
  }
}
