package dev.offstage.durable.row;

import dev.offstage.Progress;
import dev.offstage.durable.sql.SqlText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How far a task has come, as text: {@code 7/20 page 7}. */
final class ProgressText {
  private static final int LONGEST = 1000;
  private static final Pattern TEXT =
      Pattern.compile("(-?\\d{1,18})/(-?\\d{1,18})(?: (.*))?", Pattern.DOTALL);

  private ProgressText() {}

  /** Null for null. */
  static @Nullable String of(@Nullable Progress progress) {
    if (progress == null) {
      return null;
    }
    String message = progress.message();
    String text = progress.done() + "/" + progress.total();
    return SqlText.cut(message == null ? text : text + " " + message, LONGEST);
  }

  /** Null for null, and for what no version has written. */
  static @Nullable Progress read(@Nullable String text) {
    Matcher parts = TEXT.matcher(text == null ? "" : text);
    if (!parts.matches()) {
      return null;
    }
    try {
      return Progress.of(
          Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
