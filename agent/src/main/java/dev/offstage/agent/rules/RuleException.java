package dev.offstage.agent.rules;

/** A line that is not a rule; the message says where the mistake is and what is expected there. */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1L;

  RuleException(String source, int line, int column, String mistake) {
    super(source + ", line " + line + ", column " + column + ": " + OneLine.shortened(mistake));
  }
}
