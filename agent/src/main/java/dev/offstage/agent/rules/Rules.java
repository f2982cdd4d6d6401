package dev.offstage.agent.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The rules of one text, and what is wrong with its other lines. Immutable. */
public final class Rules {
  public static final Rules NONE =
      new Rules(Collections.<Rule>emptyList(), Collections.<String>emptyList());

  private final List<Rule> rules;
  private final List<String> mistakes;

  private Rules(List<Rule> rules, List<String> mistakes) {
    this.rules = Collections.unmodifiableList(rules);
    this.mistakes = Collections.unmodifiableList(mistakes);
  }

  /**
   * Reads rules, one per line; empty lines, and what follows a {@code #} at the beginning of a line
   * or after a blank, are ignored. A line with a mistake is not a rule, but the others are.
   *
   * @param source where the text comes from, for messages
   */
  public static Rules parse(String text, String source) {
    List<Rule> rules = new ArrayList<Rule>();
    List<String> mistakes = new ArrayList<String>();
    String[] lines = text.split("\r\n|\r|\n", -1);
    for (int i = 0; i < lines.length; i++) {
      try {
        Rule rule = new RuleParser(lines[i], source, i + 1).parse();
        if (rule != null) {
          rules.add(rule);
        }
      } catch (RuleException e) {
        mistakes.add(String.valueOf(e.getMessage()));
      }
    }
    return new Rules(rules, mistakes);
  }

  public List<Rule> list() {
    return rules;
  }

  /** What is wrong, one message for each line that is not a rule. */
  public List<String> mistakes() {
    return mistakes;
  }
}
