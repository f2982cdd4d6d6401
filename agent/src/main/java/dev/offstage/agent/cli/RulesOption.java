package dev.offstage.agent.cli;

import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.rules.RulesFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The option {@code --rules FILE} of several commands. */
final class RulesOption {
  private static final String NAME = "--rules";

  private RulesOption() {}

  /** This option and {@code --json}. */
  static Map<String, Boolean> andJson() {
    Map<String, Boolean> options = new LinkedHashMap<>();
    options.put(NAME, true);
    options.put("--json", false);
    return options;
  }

  static boolean isGiven(Options options) {
    return options.has(NAME);
  }

  static String path(Options options) {
    return String.valueOf(options.value(NAME));
  }

  static Rules read(Options options) throws CommandException {
    try {
      return isGiven(options) ? RulesFile.read(path(options)) : Rules.NONE;
    } catch (IOException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }
}
