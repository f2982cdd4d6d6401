package dev.offstage.agent.cli;

import dev.offstage.agent.exchange.Message;
import dev.offstage.agent.rules.Rules;
import dev.offstage.agent.rules.RulesFile;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

  static Rules read(Options options) throws CommandException {
    String path = options.value(NAME);
    String text = text(path);
    return text == null ? Rules.NONE : Rules.parse(text, String.valueOf(path));
  }

  /**
   * Adds the text of the rules to a request: the other JVM may not see the file.
   *
   * @param otherwise what is the case if there is a mistake in them
   */
  static void addTo(Message request, Options options, String otherwise) throws CommandException {
    String path = options.value(NAME);
    String text = text(path);
    if (path == null || text == null) {
      return;
    }
    // That JVM has another working directory, and so has whoever reads its log.
    String source = new File(path).getAbsolutePath();
    Rules rules = Rules.parse(text, source);
    if (!rules.mistakes().isEmpty()) {
      throw new CommandException(
          otherwise
              + ", because there are mistakes in the rules:\n"
              + String.join("\n", rules.mistakes()));
    }
    request.add("rules", text).add("source", source);
  }

  private static @Nullable String text(@Nullable String path) throws CommandException {
    try {
      return path == null ? null : RulesFile.text(path);
    } catch (IOException e) {
      throw new CommandException(String.valueOf(e.getMessage()), e);
    }
  }
}
