package dev.offstage.internal.codec;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** The single types of the JDK that can be stored. */
final class JdkShapes {
  /** Of classes of the JDK only, so that no application is kept alive. */
  private static final Map<Class<?>, Shape> SHAPES = new HashMap<>();

  static {
    add(new Scalars.Text());
    add(new Scalars.Bytes());
    add(new Scalars.Nothing());
    for (Class<?> type : new Class<?>[] {boolean.class, Boolean.class}) {
      add(new Scalars.Truth(type));
    }
    for (Class<?> type : new Class<?>[] {char.class, Character.class}) {
      add(new Scalars.Char(type));
    }
    whole(byte.class, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, number -> (byte) number);
    whole(short.class, Short.class, Short.MIN_VALUE, Short.MAX_VALUE, number -> (short) number);
    whole(int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, number -> (int) number);
    whole(long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, number -> number);
    floating(float.class, Float.class, number -> (float) number);
    floating(double.class, Double.class, number -> number);

    text(BigDecimal.class, Texts::decimal, Texts::decimal);
    text(BigInteger.class, Texts::integer, Texts::integer);
    text(UUID.class, UUID::toString, UUID::fromString);
    text(URI.class, URI::toString, URI::new);
    text(URL.class, Texts::url, Texts::url);
    text(File.class, File::getPath, File::new);
    anyOf(Path.class, Texts::path, Paths::get);
    text(Currency.class, Currency::getCurrencyCode, Currency::getInstance);
    text(Locale.class, Texts::locale, Locale::forLanguageTag);

    text(Date.class, Texts::date, Texts::date);
    text(Instant.class, Instant::toString, Instant::parse);
    text(LocalDate.class, LocalDate::toString, LocalDate::parse);
    text(LocalTime.class, LocalTime::toString, LocalTime::parse);
    text(LocalDateTime.class, LocalDateTime::toString, LocalDateTime::parse);
    text(OffsetTime.class, OffsetTime::toString, OffsetTime::parse);
    text(OffsetDateTime.class, OffsetDateTime::toString, OffsetDateTime::parse);
    text(ZonedDateTime.class, ZonedDateTime::toString, Texts::zoned);
    text(Duration.class, Texts::duration, Texts::duration);
    text(Period.class, Period::toString, Period::parse);
    // Year.parse wants four digits, which toString does not write.
    text(Year.class, Year::toString, year -> Year.of(Integer.parseInt(year)));
    text(YearMonth.class, Texts::yearMonth, YearMonth::parse);
    text(MonthDay.class, MonthDay::toString, MonthDay::parse);
    text(ZoneOffset.class, ZoneOffset::getId, ZoneOffset::of);
    anyOf(ZoneId.class, ZoneId::getId, ZoneId::of);
  }

  private JdkShapes() {}

  static @Nullable Shape find(Class<?> type) {
    return SHAPES.get(type == void.class ? Void.class : type);
  }

  private static void add(Shape shape) {
    SHAPES.put(shape.type, shape);
  }

  private static void whole(
      Class<?> primitive, Class<?> boxed, long least, long most, LongFunction<Object> as) {
    add(new Numbers.Whole(primitive, least, most, as));
    add(new Numbers.Whole(boxed, least, most, as));
  }

  private static void floating(Class<?> primitive, Class<?> boxed, DoubleFunction<Object> as) {
    add(new Numbers.Floating(primitive, as));
    add(new Numbers.Floating(boxed, as));
  }

  private static <T> void text(
      Class<T> type, Function<T, String> format, TextShape.Parser<T> parser) {
    add(new TextShape<>(type, true, format, parser));
  }

  private static <T> void anyOf(
      Class<T> type, Function<T, String> format, TextShape.Parser<? extends T> parser) {
    add(new TextShape<>(type, false, format, parser));
  }
}
