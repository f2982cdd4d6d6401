package dev.offstage.agent.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot be carried out; the message tells the user why. */
class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    this(message, null);
  }

  CommandException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
