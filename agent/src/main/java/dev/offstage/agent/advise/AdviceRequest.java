package dev.offstage.agent.advise;

import dev.offstage.agent.exchange.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the command asks of the JVM that it attaches to; {@link AdviceReport} is the answer.
 * Immutable.
 */
public final class AdviceRequest {
  /** The kind of its message. */
  public static final String KIND = "advise";

  /** The beginnings of names; a name has none of the separators. */
  private static final String PREFIX = "[\\w$]+(\\.[\\w$]+)*\\.?";

  final long millis;
  final long intervalMillis;
  final List<String> own;

  /**
   * Asks for advice.
   *
   * @param millis how long to watch, an hour at most
   * @param intervalMillis from one look to the next; at least 5, and more if looks take long
   * @param own the beginnings of the names that are the application's in any case
   */
  public AdviceRequest(long millis, long intervalMillis, List<String> own) {
    this.millis = millis;
    this.intervalMillis = intervalMillis;
    this.own = Collections.unmodifiableList(new ArrayList<>(own));
  }

  /** Whether a text can be the beginning of a class's name. */
  public static boolean isPrefix(String text) {
    return text.matches(PREFIX);
  }

  /** The request as a command sends it. */
  public Message toMessage() {
    return Message.of(KIND)
        .add("millis", String.valueOf(millis))
        .add("interval", String.valueOf(intervalMillis))
        .add("own", own.toArray(new String[0]));
  }

  /** Reads what {@link #toMessage} has written. */
  public static AdviceRequest of(Message message) {
    List<String> own = new ArrayList<>();
    for (List<String> beginnings : message.all("own")) {
      own.addAll(beginnings);
    }
    return new AdviceRequest(number(message, "millis"), number(message, "interval"), own);
  }

  private static long number(Message message, String key) {
    return Long.parseLong(String.valueOf(message.first(key)));
  }
}
