package dev.offstage.agent.rules;

import java.util.List;

/** The types between a rule's parentheses; {@code ..} may stand once, for any types. Immutable. */
final class ParametersPattern {
  static final String ANY = "..";

  private final List<NamePattern> before;
  private final List<NamePattern> after;
  private final boolean anyBetween;

  ParametersPattern(List<NamePattern> before, boolean anyBetween, List<NamePattern> after) {
    this.before = before;
    this.anyBetween = anyBetween;
    this.after = after;
  }

  boolean matches(List<String> types) {
    int free = types.size() - before.size() - after.size();
    if (free < 0 || (free > 0 && !anyBetween)) {
      return false;
    }
    return match(before, types.subList(0, before.size()))
        && match(after, types.subList(types.size() - after.size(), types.size()));
  }

  private static boolean match(List<NamePattern> patterns, List<String> types) {
    for (int i = 0; i < patterns.size(); i++) {
      String type = types.get(i);
      if (!patterns.get(i).matches(type) && !patterns.get(i).matches(type.replace('$', '.'))) {
        return false;
      }
    }
    return true;
  }
}
