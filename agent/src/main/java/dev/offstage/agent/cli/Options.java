package dev.offstage.agent.cli;

import dev.offstage.agent.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What follows a command: {@code --option [value]} and the rest. Immutable. */
final class Options {
  private final Map<String, String> values = new HashMap<>();
  private final List<String> rest = new ArrayList<>();

  private Options() {}

  static Options parse(List<String> arguments, Map<String, Boolean> known)
      throws WrongUseException {
    Options options = new Options();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("--")) {
        options.rest.add(argument);
        continue;
      }
      Boolean hasValue = known.get(argument);
      if (hasValue == null) {
        String nearest = Nearest.to(argument, known.keySet());
        throw new WrongUseException(
            "There is no option '"
                + argument
                + "'"
                + (nearest == null ? "" : "; did you mean " + nearest + "?"));
      }
      if (hasValue && i + 1 == arguments.size()) {
        throw new WrongUseException("Option '" + argument + "' needs a value");
      }
      options.values.put(argument, hasValue ? arguments.get(++i) : "");
    }
    return options;
  }

  @Nullable String value(String option) {
    return values.get(option);
  }

  /** A whole number; the usual one if it is not given. */
  long number(String option, long usual, long least, long most) throws WrongUseException {
    return number(option, usual, least, most, "");
  }

  /**
   * The same, for a number that may have a unit.
   *
   * @param unit what may follow the number
   */
  long number(String option, long usual, long least, long most, String unit)
      throws WrongUseException {
    String given = values.get(option);
    if (given == null) {
      return usual;
    }
    String text = given.endsWith(unit) ? given.substring(0, given.length() - unit.length()) : given;
    if (text.matches("\\d{1,9}") && Long.parseLong(text) >= least && Long.parseLong(text) <= most) {
      return Long.parseLong(text);
    }
    throw new WrongUseException(
        option + " " + given + "; allowed: a whole number from " + least + " to " + most);
  }

  boolean has(String option) {
    return values.containsKey(option);
  }

  List<String> rest() {
    return rest;
  }

  /** The only argument that is not an option. */
  String only(String what) throws WrongUseException {
    if (rest.size() != 1) {
      throw new WrongUseException("Expected one " + what + " but found " + rest);
    }
    return rest.get(0);
  }
}
