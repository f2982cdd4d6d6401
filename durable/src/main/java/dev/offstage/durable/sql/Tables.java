package dev.offstage.durable.sql;

import java.util.regex.Pattern;

/** The names of the tables. Immutable and thread-safe. */
public final class Tables {
  /** What they begin with unless {@code offstage.store.prefix} says otherwise. */
  public static final String DEFAULT_PREFIX = "offstage_";

  private static final int LONGEST = 30;
  private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");

  private final String prefix;

  private Tables(String prefix) {
    this.prefix = prefix;
  }

  /**
   * The tables whose names begin like this.
   *
   * @throws IllegalArgumentException if names cannot begin so; the message says why
   */
  public static Tables of(String prefix) {
    if (!IDENTIFIER.matcher(prefix).matches() || prefix.length() > LONGEST) {
      throw new IllegalArgumentException(
          "offstage.store.prefix="
              + prefix
              + ": the names of tables begin with 1 to "
              + LONGEST
              + " letters, digits and underscores, and with a letter first, as in "
              + DEFAULT_PREFIX);
    }
    return new Tables(prefix);
  }

  public String prefix() {
    return prefix;
  }

  /** Tasks that have not ended. */
  public String tasks() {
    return prefix + "tasks";
  }

  /** Tasks that have ended, as long as they are kept. */
  public String ended() {
    return prefix + "ended";
  }

  /** Tasks that clients ask about. */
  public String published() {
    return prefix + "published";
  }
}
