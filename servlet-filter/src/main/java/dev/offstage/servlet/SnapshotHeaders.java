package dev.offstage.servlet;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The headers of a request or a part; names are case-insensitive. Immutable. */
final class SnapshotHeaders {
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

  private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * Copies them all.
   *
   * @param names null if the container does not tell them
   */
  SnapshotHeaders(
      @Nullable Collection<String> names, Function<String, Collection<String>> valuesOf) {
    if (names == null) {
      return;
    }
    for (String name : names) {
      values.put(name, Collections.unmodifiableList(new ArrayList<>(valuesOf.apply(name))));
    }
  }

  Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  List<String> all(@Nullable String name) {
    return name == null
        ? Collections.emptyList()
        : values.getOrDefault(name, Collections.emptyList());
  }

  @Nullable String first(@Nullable String name) {
    List<String> all = all(name);
    return all.isEmpty() ? null : all.get(0);
  }

  /** In milliseconds; -1 if there is none. */
  long date(String name) {
    String value = first(name);
    return value == null ? -1 : parseDate(name, value.trim()).toEpochMilli();
  }

  /** The three forms of RFC 9110, section 5.6.7. */
  private static Instant parseDate(String name, String value) {
    try {
      return ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeParseException e) {
      try {
        DateTimeFormatter old = value.indexOf(',') < 0 ? ASCTIME : RFC_850;
        return LocalDateTime.parse(value, old).toInstant(ZoneOffset.UTC);
      } catch (DateTimeParseException notOld) {
        throw new IllegalArgumentException("header " + name + " is not a date", e);
      }
    }
  }
}
