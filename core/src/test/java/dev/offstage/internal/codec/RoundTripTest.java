package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.time.DayOfWeek;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RoundTripTest {
  private final Shapes shapes = new Shapes();

  static Stream<Arguments> singleValues() throws Exception {
    return Stream.of(
        arguments(Boolean.class, new Object[] {true, false}),
        arguments(Byte.class, new Object[] {Byte.MIN_VALUE, Byte.MAX_VALUE}),
        arguments(Short.class, new Object[] {Short.MIN_VALUE, Short.MAX_VALUE}),
        arguments(Integer.class, new Object[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE}),
        arguments(Long.class, new Object[] {Long.MIN_VALUE, (1L << 53) + 1, Long.MAX_VALUE}),
        arguments(Character.class, new Object[] {'a', '\0', '"', '\ud800', '\uffff'}),
        arguments(
            Float.class,
            new Object[] {Float.NaN, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE, 0.1f, 1e10f}),
        arguments(
            Double.class,
            new Object[] {
              Double.NaN, Double.POSITIVE_INFINITY, -0d, Double.MIN_VALUE, Double.MAX_VALUE, 0.1
            }),
        arguments(String.class, new Object[] {"", "\0\n\"", "\ud83d\ude00", "\ud800", "@class"}),
        arguments(
            BigDecimal.class, new Object[] {new BigDecimal("1.10"), new BigDecimal("1E+9999")}),
        arguments(BigInteger.class, new Object[] {BigInteger.ONE.shiftLeft(2000).negate()}),
        arguments(UUID.class, new Object[] {new UUID(0, 0), new UUID(-1, Long.MIN_VALUE)}),
        arguments(URI.class, new Object[] {URI.create("urn:a:%20"), URI.create("")}),
        arguments(File.class, new Object[] {new File(""), new File("a/b c")}),
        arguments(Path.class, new Object[] {Paths.get(""), Paths.get("a", "\u00e4")}),
        arguments(Locale.class, new Object[] {Locale.ROOT, Locale.CANADA_FRENCH}),
        arguments(Currency.class, new Object[] {Currency.getInstance("EUR")}),
        arguments(TimeUnit.class, new Object[] {TimeUnit.SECONDS}),
        arguments(DayOfWeek.class, new Object[] {DayOfWeek.MONDAY}),
        arguments(Mail.Priority.class, new Object[] {Mail.Priority.LOW, Mail.Priority.HIGH}));
  }

  static Stream<Arguments> times() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    LocalDateTime twice = LocalDateTime.of(2026, 10, 25, 2, 30);
    return Stream.of(
        arguments(
            Date.class,
            new Object[] {new Date(0), new Date(Long.MIN_VALUE), new Date(Long.MAX_VALUE)}),
        arguments(Instant.class, new Object[] {Instant.EPOCH, Instant.MIN, Instant.MAX}),
        arguments(LocalDate.class, new Object[] {LocalDate.MIN, LocalDate.MAX}),
        arguments(LocalTime.class, new Object[] {LocalTime.MIN, LocalTime.MAX}),
        arguments(LocalDateTime.class, new Object[] {LocalDateTime.MIN, LocalDateTime.MAX}),
        arguments(OffsetTime.class, new Object[] {OffsetTime.MIN, OffsetTime.MAX}),
        arguments(OffsetDateTime.class, new Object[] {OffsetDateTime.MIN, OffsetDateTime.MAX}),
        arguments(
            ZonedDateTime.class,
            new Object[] {
              twice.atZone(berlin).withEarlierOffsetAtOverlap(),
              twice.atZone(berlin).withLaterOffsetAtOverlap(),
              twice.atZone(ZoneOffset.ofHours(-3)),
              twice.atZone(ZoneId.of("UTC+1"))
            }),
        arguments(
            Duration.class,
            new Object[] {
              Duration.ZERO,
              Duration.ofMillis(-500),
              Duration.ofSeconds(Long.MIN_VALUE),
              Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)
            }),
        arguments(Period.class, new Object[] {Period.ZERO, Period.of(-1, 2, Integer.MIN_VALUE)}),
        arguments(Year.class, new Object[] {Year.of(5), Year.of(-999_999_999), Year.of(12_345)}),
        arguments(YearMonth.class, new Object[] {YearMonth.of(-5, 1), YearMonth.of(12_345, 12)}),
        arguments(MonthDay.class, new Object[] {MonthDay.of(2, 29)}),
        arguments(ZoneOffset.class, new Object[] {ZoneOffset.UTC, ZoneOffset.MIN}),
        arguments(ZoneId.class, new Object[] {berlin, ZoneId.of("Z"), ZoneId.of("GMT+2")}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"singleValues", "times"})
  void a_value_comes_back_as_it_was(Class<?> type, Object... values) {
    Shape shape = shapes.of(type);

    for (Object value : values) {
      assertThat(shape.fromData(shape.toData(value))).isEqualTo(value);
    }
    assertThat(shape.fromData(shape.toData(null))).isNull();
  }

  static Stream<Arguments> containers() {
    Map<Long, Optional<String>> pairs = new LinkedHashMap<>();
    pairs.put(Long.MAX_VALUE, Optional.of("x"));
    pairs.put(null, Optional.empty());
    pairs.put(0L, null);
    Map<String, Integer> nullKey = new HashMap<>();
    nullKey.put(null, 1);
    nullKey.put("", null);
    return Stream.of(
        arguments(new TypeOf<List<String>>() {}, Arrays.asList("a", null, "")),
        arguments(new TypeOf<Collection<Double>>() {}, Arrays.asList(Double.NaN, null)),
        arguments(new TypeOf<Set<Long>>() {}, new HashSet<>(Arrays.asList(1L, null))),
        arguments(new TypeOf<List<List<Byte>>>() {}, Arrays.asList(Arrays.asList((byte) 1), null)),
        arguments(new TypeOf<Map<Long, Optional<String>>>() {}, pairs),
        arguments(new TypeOf<Map<String, Integer>>() {}, Collections.singletonMap("@type", 5)),
        arguments(new TypeOf<Map<String, Integer>>() {}, nullKey),
        arguments(new TypeOf<Map<String, Integer>>() {}, new TreeMap<>()),
        arguments(
            new TypeOf<Map<List<Mail.Priority>, Set<UUID>>>() {},
            Collections.singletonMap(
                Arrays.asList(Mail.Priority.HIGH, null), Collections.singleton(new UUID(1, 2)))),
        arguments(new TypeOf<Optional<Integer>>() {}, Optional.empty()),
        arguments(new TypeOf<Optional<Integer>>() {}, Optional.of(1)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("containers")
  void collections_come_back_with_their_nulls(TypeOf<?> type, Object value) {
    Shape shape = shapes.of(type.type());

    assertThat(shape.fromData(shape.toData(value))).isEqualTo(value);
  }

  static Stream<Arguments> arrays() {
    return Stream.of(
        arguments(byte[].class, new byte[] {1, -1, 0}),
        arguments(byte[][].class, new byte[][] {{1}, null, {}}),
        arguments(boolean[].class, new boolean[] {true, false}),
        arguments(char[].class, new char[] {'a', '\ud800'}),
        arguments(int[].class, new int[] {}),
        arguments(long[][].class, new long[][] {{Long.MAX_VALUE}, {}}),
        arguments(float[].class, new float[] {Float.NaN, 0.1f}),
        arguments(String[].class, new String[] {null, "a"}),
        arguments(Mail.Priority[].class, new Mail.Priority[] {Mail.Priority.HIGH}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("arrays")
  void arrays_come_back_as_they_were(Class<?> type, Object array) {
    Shape shape = shapes.of(type);

    Object back = shape.fromData(shape.toData(array));

    assertThat(back).hasSameClassAs(array);
    assertThat(Arrays.deepEquals(new Object[] {back}, new Object[] {array})).isTrue();
  }

  @Test
  void an_array_of_a_generic_type_has_its_elements_read_by_it() {
    Shape shape = shapes.of(new TypeOf<List<Mail.Priority>[]>() {}.type());
    List<?>[] lists = {Collections.singletonList(Mail.Priority.LOW), null};

    assertThat(shape.fromData(shape.toData(lists))).isEqualTo(lists);
  }

  @Test
  void collections_come_back_mutable_and_in_their_order() {
    Shape list = shapes.of(new TypeOf<List<String>>() {}.type());
    Shape set = shapes.of(new TypeOf<Set<String>>() {}.type());
    Shape map = shapes.of(new TypeOf<Map<String, String>>() {}.type());

    assertThat(list.fromData(list.toData(Collections.emptyList())))
        .isExactlyInstanceOf(ArrayList.class);
    assertThat(set.fromData(set.toData(Collections.emptySet())))
        .isExactlyInstanceOf(LinkedHashSet.class);
    assertThat(map.fromData(map.toData(Collections.emptyMap())))
        .isExactlyInstanceOf(LinkedHashMap.class);
  }

  /** Two URLs are compared here by their text: equals would look up the host. */
  @Test
  void a_url_comes_back_without_being_resolved() throws Exception {
    Shape shape = shapes.of(URL.class);

    URL back = (URL) shape.fromData(shape.toData(new URL("http://host.invalid:81/a?b#c")));

    assertThat(back.toExternalForm()).isEqualTo("http://host.invalid:81/a?b#c");
  }

  @Test
  void what_a_method_without_a_result_returns_is_null() {
    assertThat(shapes.of(void.class).toData(null)).isNull();
    assertThat(shapes.of(Void.class).fromData(null)).isNull();
  }

  @Test
  void long_and_floating_numbers_are_texts_which_no_reader_of_json_rounds() {
    assertThat(shapes.of(long.class).toData(Long.MAX_VALUE)).isEqualTo("9223372036854775807");
    assertThat(shapes.of(double.class).toData(0.1)).isEqualTo("0.1");
    assertThat(shapes.of(int.class).toData(5)).isEqualTo(5);
  }

  /** An int parameter that becomes a long, and the like: rows of the older version are read. */
  @Test
  void numbers_written_as_a_narrower_type_are_read() {
    assertThat(shapes.of(long.class).fromData(5)).isEqualTo(5L);
    assertThat(shapes.of(int.class).fromData("5")).isEqualTo(5);
    assertThat(shapes.of(double.class).fromData(5)).isEqualTo(5.0);
    assertThat(shapes.of(float.class).fromData(5L)).isEqualTo(5f);
  }
}
