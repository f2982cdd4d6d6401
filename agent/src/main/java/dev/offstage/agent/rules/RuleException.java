package dev.offstage.agent.rules;

/** A line that is not a rule; the message says where the mistake is and what is expected there. */
public final class RuleException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final int column;
  private final String mistake;

  RuleException(String source, int line, int column, String mistake) {
    super(source + ", line " + line + ", column " + column + ": " + OneLine.shortened(mistake));
    this.source = source;
    this.line = line;
    this.column = column;
    this.mistake = OneLine.shortened(mistake);
  }

  /** The file or setting that the line is in. */
  public String source() {
    return source;
  }

  /** The number of the line in there, counted from 1. */
  public int line() {
    return line;
  }

  /** Where in the line the mistake is, counted from 1. */
  public int column() {
    return column;
  }

  /** What is wrong, without the place. */
  public String mistake() {
    return mistake;
  }
}
