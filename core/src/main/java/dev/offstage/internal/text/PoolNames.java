package dev.offstage.internal.text;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What a pool may be called: it becomes part of setting keys and thread names. */
public final class PoolNames {
  /** The pool that {@code offstage.pool.size} and its like describe. */
  public static final String DEFAULT = "default";

  /** For messages: what {@link #isForm} allows. */
  public static final String FORM_TEXT = "1 to 40 of a-z, 0-9 and '-', not beginning with '-'";

  private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final List<String> KEYS =
      Arrays.asList(
          "size",
          "queue",
          "full",
          "share",
          "threads",
          "interrupt",
          "retries",
          "backoff",
          "timeout",
          "grace",
          "stuck",
          "serve",
          "processes");

  private PoolNames() {}

  /**
   * Returns the name.
   *
   * @throws IllegalArgumentException if it is not a pool name
   */
  public static String check(String name) {
    if (!isValid(name)) {
      throw new IllegalArgumentException(complaint(name));
    }
    return name;
  }

  public static boolean isValid(String name) {
    return isForm(name) && !KEYS.contains(name);
  }

  /** The same for names that are not before the word of a setting, such as those of limits. */
  public static boolean isForm(String name) {
    return FORM.matcher(name).matches();
  }

  public static String complaint(String name) {
    return "'" + name + "' is not a pool name; allowed: " + FORM_TEXT + ", and none of " + KEYS;
  }
}
