package dev.offstage.internal.text;

import java.util.ArrayList;
import java.util.List;

/** What stands in a text with one rule a line, for the line at the start. */
public final class RuleLines {
  private static final int MOST = 5;

  private RuleLines() {}

  /**
   * The rules of a setting in short; empty if it has none.
   *
   * @param key of the setting
   */
  public static String describe(String key, String text) {
    List<String> rules = new ArrayList<>();
    for (String line : text.split("\\R", -1)) {
      // As in a rule, a comment begins at the head of a line or behind a blank.
      String rule = line.replaceAll("(^|\\s)#.*", "").replaceAll("\\s+", " ").trim();
      if (!rule.isEmpty()) {
        rules.add(rule);
      }
    }
    if (rules.isEmpty()) {
      return "";
    }
    String shown = String.join(" | ", rules.subList(0, Math.min(MOST, rules.size())));
    String more = rules.size() > MOST ? " | and " + (rules.size() - MOST) + " more" : "";
    return "; " + key + " (" + shown + more + ")";
  }
}
