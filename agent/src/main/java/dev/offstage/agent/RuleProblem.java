package dev.offstage.agent;

import dev.offstage.agent.rules.Rule;

/** A rule that has no effect, and why. Immutable. */
public final class RuleProblem {
  private final Rule rule;
  private final String reason;

  RuleProblem(Rule rule, String reason) {
    this.rule = rule;
    this.reason = reason;
  }

  public Rule rule() {
    return rule;
  }

  /** The end of a sentence that begins with the rule. */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return rule + " " + reason;
  }
}
