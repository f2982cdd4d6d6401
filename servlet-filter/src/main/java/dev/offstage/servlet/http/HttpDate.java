package dev.offstage.servlet.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The dates of headers, in the three forms of RFC 9110, section 5.6.7. */
public final class HttpDate {
  private static final DateTimeFormatter RFC_850 =
      new DateTimeFormatterBuilder()
          .appendPattern("EEEE, dd-MMM-")
          .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
          .appendPattern(" HH:mm:ss 'GMT'")
          .toFormatter(Locale.US);

  /** Four digits: letters take any year, even one whose milliseconds overflow a long. */
  private static final DateTimeFormatter ASCTIME =
      new DateTimeFormatterBuilder()
          .appendPattern("EEE MMM ppd HH:mm:ss ")
          .appendValue(ChronoField.YEAR, 4)
          .toFormatter(Locale.US);

  private HttpDate() {}

  /**
   * Reads one.
   *
   * @throws DateTimeParseException if it is not a date
   */
  public static Instant parse(String text) {
    String value = text.trim();
    try {
      return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      DateTimeFormatter old = value.indexOf(',') < 0 ? ASCTIME : RFC_850;
      return LocalDateTime.parse(value, old).toInstant(ZoneOffset.UTC);
    }
  }

  /** In milliseconds; -1 if it is not a date, or there is none. */
  public static long millis(@Nullable String text) {
    try {
      return text == null ? -1 : parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      return -1;
    }
  }
}
