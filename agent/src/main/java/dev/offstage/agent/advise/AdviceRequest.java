package dev.offstage.agent.advise;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command asks of the JVM that it attaches to; {@link AdviceReport} is the answer.
 * Immutable.
 */
public final class AdviceRequest {
  /** The beginnings of names; a name has none of the separators. */
  private static final String PREFIX = "[\\w$]+(\\.[\\w$]+)*\\.?";

  final long millis;
  final long intervalMillis;
  final List<String> own;
  final File result;

  /**
   * Asks for advice.
   *
   * @param millis how long to watch, an hour at most
   * @param intervalMillis from one look to the next; at least 5, and more if looks take long
   * @param own the beginnings of the names that are the application's in any case
   * @param result appears in one step, replacing an empty file if there is one; to be read by
   *     {@link AdviceReport#read}
   */
  public AdviceRequest(long millis, long intervalMillis, List<String> own, File result) {
    this.millis = millis;
    this.intervalMillis = intervalMillis;
    this.own = Collections.unmodifiableList(new ArrayList<>(own));
    this.result = result;
  }

  /** Whether a text can be the beginning of a class's name. */
  public static boolean isPrefix(String text) {
    return text.matches(PREFIX);
  }

  /** The arguments of the agent. */
  public String toArguments() {
    return "advise="
        + millis
        + "+"
        + intervalMillis
        + (own.isEmpty() ? "" : "+" + String.join("+", own))
        + ",result="
        + result.getAbsolutePath();
  }

  /**
   * Reads what {@link #toArguments} has written; null where the arguments ask for something else.
   */
  public static @Nullable AdviceRequest of(@Nullable String advise, @Nullable String result) {
    if (advise == null || result == null) {
      return null;
    }
    List<String> parts = Arrays.asList(advise.split("\\+", -1));
    return new AdviceRequest(
        Long.parseLong(parts.get(0)),
        Long.parseLong(parts.get(1)),
        parts.subList(2, parts.size()),
        new File(result));
  }
}
