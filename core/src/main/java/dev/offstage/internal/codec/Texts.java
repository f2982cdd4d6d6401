package dev.offstage.internal.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/** Texts of types whose own do not come back as they were, or need a bound. */
final class Texts {
  private static final int MOST_DIGITS = 10_000;
  private static final int LAST_OF_FOUR_DIGITS = 9999;
  private static final int MOST_BITS = 33_000;

  /** For others the JDK would look for a class that is named after what the data says. */
  private static final List<String> PROTOCOLS =
      Arrays.asList("http", "https", "ftp", "file", "mailto");

  private Texts() {}

  static String decimal(BigDecimal number) {
    checkBits(number.unscaledValue());
    return number.toString();
  }

  static BigDecimal decimal(String text) {
    checkDigits(text);
    return new BigDecimal(text);
  }

  static String integer(BigInteger number) {
    checkBits(number);
    return number.toString();
  }

  static BigInteger integer(String text) {
    checkDigits(text);
    return new BigInteger(text);
  }

  /** Before it becomes a text, which takes quadratic time. */
  private static void checkBits(BigInteger number) {
    if (number.bitLength() > MOST_BITS) {
      throw new IllegalArgumentException(
          "has " + number.bitLength() + " bits; allowed: " + MOST_BITS);
    }
  }

  private static void checkDigits(String text) {
    if (text.length() > MOST_DIGITS) {
      throw new IllegalArgumentException(
          "has " + text.length() + " digits; allowed: " + MOST_DIGITS);
    }
  }

  static String url(URL url) {
    checkProtocol(url.toExternalForm());
    return url.toExternalForm();
  }

  static URL url(String text) throws MalformedURLException {
    checkProtocol(text);
    return new URL(text);
  }

  private static void checkProtocol(String url) {
    int colon = url.indexOf(':');
    if (!PROTOCOLS.contains(url.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "has none of the protocols that are allowed: " + String.join(", ", PROTOCOLS));
    }
  }

  static String path(Path path) {
    if (path.getFileSystem() != FileSystems.getDefault()) {
      throw new IllegalArgumentException("is inside of an archive, or of another file system");
    }
    return path.toString();
  }

  static String locale(Locale locale) {
    String tag = locale.toLanguageTag();
    if (!Locale.forLanguageTag(tag).equals(locale)) {
      throw new IllegalArgumentException("has no language tag: " + locale);
    }
    return tag;
  }

  /** In milliseconds: as an Instant, JDK 8 loses the earliest ones. */
  @SuppressWarnings("JavaUtilDate")
  static String date(Date date) {
    return Long.toString(date.getTime());
  }

  @SuppressWarnings("JavaUtilDate")
  static Date date(String text) {
    return new Date(Long.parseLong(text));
  }

  /** ZonedDateTime.parse of JDK 8 takes the wrong one of an hour that comes twice. */
  static ZonedDateTime zoned(String text) {
    int bracket = text.indexOf('[');
    OffsetDateTime at = OffsetDateTime.parse(bracket < 0 ? text : text.substring(0, bracket));
    if (bracket >= 0 && !text.endsWith("]")) {
      throw new IllegalArgumentException("the zone has no end");
    }
    ZoneId zone =
        bracket < 0 ? at.getOffset() : ZoneId.of(text.substring(bracket + 1, text.length() - 1));
    return ZonedDateTime.ofInstant(at.toLocalDateTime(), at.getOffset(), zone);
  }

  /** With the sign of long years, which toString leaves out and parse wants. */
  static String yearMonth(YearMonth month) {
    return (month.getYear() > LAST_OF_FOUR_DIGITS ? "+" : "") + month;
  }

  /** Duration.parse of JDK 8 loses the sign of what is less than a second. */
  static String duration(Duration duration) {
    return duration.getSeconds() + "s " + duration.getNano() + "ns";
  }

  static Duration duration(String text) {
    int space = text.indexOf("s ");
    if (space < 0 || !text.endsWith("ns")) {
      throw new IllegalArgumentException("as '90s 500ns' is expected");
    }
    return Duration.ofSeconds(
        Long.parseLong(text.substring(0, space)),
        Long.parseLong(text.substring(space + 2, text.length() - 2)));
  }
}
