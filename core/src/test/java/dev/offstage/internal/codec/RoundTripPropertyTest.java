package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is stored comes back equal, and its data is plain. */
class RoundTripPropertyTest {
  private final Shapes shapes = new Shapes();

  @Property(tries = 500)
  void a_tree_of_beans(@ForAll("trees") Mail.Tree tree) {
    assertComesBack(shapes.of(Mail.Tree.class), tree);
  }

  @Provide
  Arbitrary<Mail.Tree> trees() {
    return trees(4);
  }

  private static Arbitrary<Mail.Tree> trees(int depth) {
    Arbitrary<String> names = Arbitraries.strings().ofMaxLength(5);
    if (depth == 0) {
      return names.map(Mail.Tree::of);
    }
    Arbitrary<Mail.Tree> inside = Arbitraries.lazy(() -> trees(depth - 1)).injectNull(0.5);
    return Combinators.combine(names, inside.list().ofMaxSize(2), inside, inside)
        .as(
            (name, children, left, right) -> {
              Mail.Tree tree = Mail.Tree.of(name);
              tree.children = new ArrayList<>(children);
              tree.left = left;
              tree.right = right;
              return tree;
            });
  }

  @Property(tries = 500)
  void maps_of_maps(@ForAll("maps") Map<String, Map<Long, List<Optional<Character>>>> map) {
    assertComesBack(
        shapes.of(new TypeOf<Map<String, Map<Long, List<Optional<Character>>>>>() {}.type()), map);
  }

  @Provide
  Arbitrary<Map<String, Map<Long, List<Optional<Character>>>>> maps() {
    Arbitrary<List<Optional<Character>>> lists =
        Arbitraries.chars().injectNull(0.2).map(Optional::ofNullable).list().ofMaxSize(3);
    return Arbitraries.maps(
            Arbitraries.strings().ofMaxLength(5),
            Arbitraries.maps(Arbitraries.longs(), lists).ofMaxSize(3).injectNull(0.1))
        .ofMaxSize(4);
  }

  @Property(tries = 500)
  void numbers(@ForAll List<Double> doubles, @ForAll List<Float> floats, @ForAll long[] longs) {
    assertComesBack(shapes.of(new TypeOf<List<Double>>() {}.type()), doubles);
    assertComesBack(shapes.of(new TypeOf<List<Float>>() {}.type()), floats);
    assertThat((long[]) back(shapes.of(long[].class), longs)).isEqualTo(longs);
  }

  @Property(tries = 500)
  void any_bits_as_numbers(@ForAll long bits) {
    assertComesBack(shapes.of(double.class), Double.longBitsToDouble(bits));
    assertComesBack(shapes.of(float.class), Float.intBitsToFloat((int) bits));
    assertComesBack(shapes.of(UUID.class), new UUID(bits, ~bits));
    assertComesBack(shapes.of(byte[][].class), new byte[][] {Long.toString(bits).getBytes()});
  }

  @Property(tries = 500)
  void times(@ForAll int seconds, @ForAll("nanos") int nanos, @ForAll("zones") String zone) {
    Instant instant = Instant.ofEpochSecond(seconds, nanos);
    assertComesBack(shapes.of(Instant.class), instant);
    assertComesBack(shapes.of(ZonedDateTime.class), instant.atZone(ZoneId.of(zone)));
    assertComesBack(shapes.of(Duration.class), Duration.ofSeconds(seconds, nanos));
  }

  @Provide
  Arbitrary<Integer> nanos() {
    return Arbitraries.integers().between(0, 999_999_999);
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().toArray(new String[0]));
  }

  private static void assertComesBack(Shape shape, Object value) {
    assertThat(back(shape, value)).isEqualTo(value);
  }

  private static Object back(Shape shape, Object value) {
    Object data = shape.toData(value);
    assertPlain(data);
    return shape.fromData(data);
  }

  private static void assertPlain(Object data) {
    if (data instanceof ArrayList) {
      ((ArrayList<?>) data).forEach(RoundTripPropertyTest::assertPlain);
    } else if (data instanceof LinkedHashMap) {
      ((LinkedHashMap<?, ?>) data)
          .forEach(
              (key, value) -> {
                assertThat(key).isInstanceOf(String.class);
                assertPlain(value);
              });
    } else if (data != null) {
      assertThat(data).isInstanceOfAny(String.class, Integer.class, Boolean.class);
    }
  }
}
