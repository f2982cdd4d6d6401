package dev.offstage.agent.rules;

import dev.offstage.agent.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The keys after a rule's method, and what is allowed for each. */
final class RuleKeys {
  static final String POOL = "pool";
  static final String START = "start";
  static final String RETURNS = "returns";
  static final String SYNCHRONIZED = "synchronized";
  static final String INTERRUPT = "interrupt";
  static final String FROM = "from";

  /** What a pool or a limit can be called. */
  static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

  private static final List<String> NAMES = names();
  static final String ALL = "allowed: " + all();

  private RuleKeys() {}

  private static List<String> names() {
    List<String> names = new ArrayList<String>();
    names.addAll(Arrays.asList(POOL, START, RETURNS, SYNCHRONIZED, INTERRUPT, FROM));
    names.addAll(TaskKeys.NAMES);
    return names;
  }

  private static String all() {
    StringBuilder text = new StringBuilder();
    for (String name : NAMES) {
      text.append(text.length() == 0 ? "" : ", ").append(name).append('=');
    }
    return text.toString();
  }

  static String unknown(String key) {
    String nearest = Nearest.to(key, NAMES);
    return "there is no key '"
        + key
        + "'"
        + (nearest == null ? "; " : "; did you mean " + nearest + "? ")
        + ALL;
  }

  /**
   * Checks the name of a pool.
   *
   * @param pools those that there are; null if they are not known
   */
  static String pool(String value, @Nullable Collection<String> pools) {
    if (!value.matches(NAME)) {
      throw new IllegalArgumentException(
          "'"
              + value
              + "' is not a pool name; allowed: 1 to 40 of a-z, 0-9 and -, not beginning with -");
    }
    String unknown = pools == null ? null : PoolNames.unknown(value, pools);
    if (unknown != null) {
      throw new IllegalArgumentException(unknown);
    }
    return value.equals(PoolNames.DEFAULT) ? "" : value;
  }

  static String start(String value) {
    String name = value.toUpperCase(Locale.ROOT).replace('-', '_');
    if (!name.equals("NOW") && !name.equals("AFTER_RESPONSE") && !name.equals("AFTER_COMMIT")) {
      throw new IllegalArgumentException(
          "'" + value + "' is not a time to start; allowed: now, after-response, after-commit");
    }
    return name;
  }

  static Literal returns(String value) {
    Literal literal = Literal.ofWord(value);
    if (literal == null) {
      throw new IllegalArgumentException(
          "'" + value + "' cannot be returned; allowed: " + Literal.FORMS);
    }
    return literal;
  }

  static boolean interrupts(String value) {
    if (!value.equals("no")) {
      throw new IllegalArgumentException(
          "'" + value + "' is not allowed here; interrupt has only one value: no");
    }
    return false;
  }

  static boolean yes(String value) {
    if (!value.equals("yes") && !value.equals("no")) {
      throw new IllegalArgumentException("'" + value + "' is neither yes nor no");
    }
    return value.equals("yes");
  }
}
