package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UndecodableDataTest {
  private final Shapes shapes = new Shapes();

  static Stream<Arguments> singleValues() {
    return Stream.of(
        arguments(int.class, null, "null where the signature says int"),
        arguments(boolean.class, null, "null where the signature says boolean"),
        arguments(boolean.class, "true", "the text 'true' where the signature says boolean"),
        arguments(int.class, 1L << 31, "2147483648 where the signature says int; allowed: -2147"),
        arguments(byte.class, 128, "128 where the signature says byte; allowed: -128 to 127"),
        arguments(short.class, "-32769", "-32769 where the signature says short"),
        arguments(int.class, 1.5, "1.5 where the signature says int"),
        arguments(int.class, true, "true where the signature says int"),
        arguments(long.class, "1e3", "the text '1e3' where the signature says long"),
        arguments(long.class, "9223372036854775808", "where the signature says long"),
        arguments(double.class, "x", "the text 'x' where the signature says double"),
        arguments(double.class, "", "the text '' where the signature says double"),
        arguments(char.class, "ab", "the text 'ab' where the signature says char"),
        arguments(char.class, 5, "5 where the signature says char"),
        arguments(String.class, 5, "5 where the signature says java.lang.String"),
        arguments(String.class, Collections.emptyList(), "a list where the signature says"),
        arguments(byte[].class, "a*b=", "the text 'a*b=' is not Base64"),
        arguments(byte[].class, Arrays.asList(1, 2), "a list where the signature says byte[]"),
        arguments(DayOfWeek.class, "FUNDAY", "'FUNDAY' where the signature says java.time.DayOf"),
        arguments(DayOfWeek.class, "FUNDAY", "; allowed: MONDAY, TUESDAY, "),
        arguments(Mail.Priority.class, "very urgent", "; allowed: LOW, NORMAL, HIGH"),
        arguments(Mail.Priority.class, 1, "1 where the signature says"),
        arguments(Void.class, "x", "the text 'x' where the signature says java.lang.Void"));
  }

  static Stream<Arguments> texts() {
    String digits = String.join("", Collections.nCopies(10_001, "9"));
    return Stream.of(
        arguments(BigDecimal.class, "1,5", "the text '1,5' where the signature says"),
        arguments(BigDecimal.class, digits, "has 10001 digits; allowed: 10000"),
        arguments(double.class, digits, "... (10001 characters)' where the signature says"),
        arguments(UUID.class, "x", "'x' where the signature says java.util.UUID"),
        arguments(URI.class, "a b", "'a b' where the signature says java.net.URI"),
        arguments(URL.class, "evil:x", "allowed: http, https, ftp, file, mailto"),
        arguments(URL.class, "x", "allowed: http, https, ftp, file, mailto"),
        arguments(Path.class, "a\0b", "'a\\u0000b' where the signature says java.nio.file.Path"),
        arguments(Currency.class, "E", "'E' where the signature says java.util.Currency"),
        arguments(Instant.class, "now", "'now' where the signature says java.time.Instant"),
        arguments(LocalDate.class, "2026-02-29", "'2026-02-29' where the signature says"),
        arguments(Duration.class, "PT5S", "as '90s 500ns' is expected"),
        arguments(ZoneId.class, "Nowhere/Else", "where the signature says java.time.ZoneId"),
        arguments(ZonedDateTime.class, "2026-01-01T00:00Z[Europe/Berlin", "the zone has no end"));
  }

  static Stream<Arguments> containers() {
    Type map = new TypeOf<Map<Integer, String>>() {}.type();
    return Stream.of(
        arguments(new TypeOf<List<String>>() {}.type(), "x", "the text 'x' where the signature"),
        arguments(new TypeOf<Set<Long>>() {}.type(), Collections.emptyMap(), "an object where"),
        arguments(new TypeOf<Optional<Long>>() {}.type(), Arrays.asList(1, 2), "2 elements where"),
        arguments(map, Collections.singletonMap("1", "a"), "an object where the signature says"),
        arguments(map, Arrays.asList(1, "a"), "1 where a pair of key and value is expected"),
        arguments(map, Collections.singletonList(null), "null where a pair of key and value"),
        arguments(map, pairs(1, "a", 1, "b"), "the same key a second time"),
        arguments(String[].class, "x", "the text 'x' where the signature says"),
        arguments(Mail.class, Collections.emptyList(), "a list where the signature says"),
        arguments(Mail.class, "java.lang.ProcessBuilder", "the text 'java.lang.ProcessBuilder'"),
        arguments(Mail.class, new StringBuilder(), "a java.lang.StringBuilder where the sig"));
  }

  private static List<Object> pairs(Object... keysAndValues) {
    return Arrays.asList(
        Arrays.asList(keysAndValues[0], keysAndValues[1]),
        Arrays.asList(keysAndValues[2], keysAndValues[3]));
  }

  @ParameterizedTest(name = "{1} as {0}")
  @MethodSource({"singleValues", "texts", "containers"})
  void data_that_does_not_fit_is_refused_with_its_path(Type type, Object data, String reason) {
    Shape shape = shapes.of(type);

    assertThatThrownBy(() -> shape.fromData("x", data))
        .isInstanceOf(UndecodableException.class)
        .hasMessageStartingWith("x")
        .hasMessageContaining(reason)
        .hasMessageNotContainingAny("\n", "\0");
  }

  @Test
  void the_message_has_the_whole_path() {
    Map<String, Object> attachment = Collections.singletonMap("price", "much");
    Map<String, Object> mail =
        Collections.singletonMap("attachments", Arrays.asList(null, attachment));

    assertThatThrownBy(() -> shapes.of(Mail.class).fromData("mail", mail))
        .hasMessageStartingWith("mail.attachments[1].price: the text 'much' where the signature");
  }

  @Test
  void the_path_has_the_key_of_a_map_on_one_line() {
    Map<String, Object> mail =
        Collections.singletonMap("headers", Collections.singletonMap("a\nb", 5));

    assertThatThrownBy(() -> shapes.of(Mail.class).fromData("mail", mail))
        .hasMessage("mail.headers{a\\nb}: 5 where the signature says java.lang.String");
  }
}
