package dev.offstage.agent.cli;

/** The command line is wrong. */
final class WrongUseException extends CommandException {
  private static final long serialVersionUID = 1L;

  WrongUseException(String message) {
    super(message);
  }
}
