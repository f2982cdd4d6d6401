package dev.offstage.durable.log;

import org.jspecify.annotations.Nullable;

/** The text of a line, and the error that it is about. */
final class Message {
  private static final String PLACE = "{}";

  private final String text;
  private final @Nullable Throwable cause;

  private Message(String text, @Nullable Throwable cause) {
    this.text = text;
    this.cause = cause;
  }

  /**
   * As SLF4J does it: each <code>{}</code> stands for the next argument, and an error that is last
   * is the cause.
   */
  static Message of(String format, @Nullable Object... arguments) {
    int given = arguments.length;
    Throwable cause = null;
    if (given > 0 && arguments[given - 1] instanceof Throwable) {
      given--;
      cause = (Throwable) arguments[given];
    }
    StringBuilder text = new StringBuilder();
    int from = 0;
    for (int i = 0; i < given; i++) {
      int place = format.indexOf(PLACE, from);
      if (place < 0) {
        break;
      }
      text.append(format, from, place).append(arguments[i]);
      from = place + PLACE.length();
    }
    return new Message(text.append(format.substring(from)).toString(), cause);
  }

  String text() {
    return text;
  }

  @Nullable Throwable cause() {
    return cause;
  }
}
