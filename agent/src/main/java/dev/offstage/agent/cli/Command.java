package dev.offstage.agent.cli;

import java.io.PrintStream;
import java.util.Map;

/** One command of the agent's jar. */
interface Command {
  /** One line for the list of commands. */
  String summary();

  /** How to use it; the first line is the usage. */
  String help();

  /** The options that it knows, and for each whether a value follows. */
  Map<String, Boolean> options();

  /**
   * Does it.
   *
   * @return the exit status
   * @throws CommandException if it cannot be done
   */
  int run(Options options, PrintStream out, PrintStream err) throws CommandException;
}
