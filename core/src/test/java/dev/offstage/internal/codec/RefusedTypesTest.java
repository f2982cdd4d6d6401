package dev.offstage.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URL;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusedTypesTest {
  private final Shapes shapes = new Shapes();

  static final class NoConstructor {
    String name;

    NoConstructor(String name) {
      this.name = name;
    }
  }

  static final class FinalField {
    final String name = "x".trim();
  }

  static class Hidden {
    int id;
  }

  static final class Hiding extends Hidden {
    int id;
  }

  final class Inner {}

  abstract static class Abstract {}

  interface Service {
    void one();

    void other();
  }

  @FunctionalInterface
  interface Handler {
    void handle(String text);
  }

  static final class OwnList extends ArrayList<String> {
    private static final long serialVersionUID = 1;
  }

  static final class OwnException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static final class Generic<T> {
    T value;
  }

  static Stream<Arguments> types() {
    Runnable local =
        new Runnable() {
          @Override
          public void run() {}
        };
    return Stream.of(
        arguments(Object.class, "it may be anything"),
        arguments(Object[].class, "it may be anything"),
        arguments(Class.class, "data must not name classes"),
        arguments(new TypeOf<Class<String>>() {}.type(), "data must not name classes"),
        arguments(List.class, "it is given without the types of its elements"),
        arguments(Map.class, "it is given without the types of its elements"),
        arguments(Optional.class, "it is given without the types of its elements"),
        arguments(Collection[].class, "it is given without the types of its elements"),
        arguments(new TypeOf<List<?>>() {}.type(), "it is a type variable or wildcard"),
        arguments(new TypeOf<List<? extends File>>() {}.type(), "type variable or wildcard"),
        arguments(List.class.getTypeParameters()[0], "it is a type variable or wildcard"),
        arguments(new TypeOf<Generic<String>>() {}.type(), "it is a type variable or wildcard"),
        arguments(ArrayList.class, "declare it as List, Set, Collection or Map"),
        arguments(new TypeOf<HashMap<String, String>>() {}.type(), "declare it as List, Set"),
        arguments(new TypeOf<Iterable<String>>() {}.type(), "declare it as List, Set"),
        arguments(Runnable.class, "a function is code, not data"),
        arguments(new TypeOf<Callable<String>>() {}.type(), "a function is code, not data"),
        arguments(new TypeOf<Function<String, String>>() {}.type(), "a function is code"),
        arguments(Handler.class, "a function is code, not data"),
        arguments(Service.class, "it is an interface; name the class itself"),
        arguments(Abstract.class, "it is an abstract class; name the class itself"),
        arguments(Inner.class, "it is an inner class, which holds the object around it"),
        arguments(local.getClass(), "it is a class inside of a method"),
        arguments(NoConstructor.class, "it has no constructor without arguments"),
        arguments(FinalField.class, "its field name is final; drop that, or make it a record"),
        arguments(Hiding.class, "it has two fields id, in "),
        arguments(OwnList.class, "it extends java.util.ArrayList"),
        arguments(OwnException.class, "it is an exception; pass its text"),
        arguments(Throwable.class, "it is an exception; pass its text"),
        arguments(InputStream.class, "it is a class of the JDK that is not in the list"),
        arguments(Number.class, "it is a class of the JDK that is not in the list"),
        arguments(Enum.class, "it is a class of the JDK that is not in the list"),
        arguments(Random.class, "it is a class of the JDK that is not in the list"),
        arguments(Clock.class, "it is a class of the JDK that is not in the list"),
        arguments(Timestamp.class, "it is a class of the JDK that is not in the list"),
        arguments(ProcessBuilder.class, "it is a class of the JDK that is not in the list"),
        arguments(javax.enterprise.concurrent.SkippedException.class, "it is an exception"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("types")
  void a_type_is_refused_with_its_path_and_a_reason(Type type, String reason) {
    assertThatThrownBy(() -> shapes.of("x", type))
        .isInstanceOf(NotStorableException.class)
        .hasMessageStartingWith("x")
        .hasMessageContaining(" cannot be stored: ")
        .hasMessageContaining(reason)
        .hasMessageContaining("; allowed are primitives and their wrappers, String, ");
  }

  static final class Report {
    List<Map<String, Page[]>> pages = new ArrayList<>();
  }

  static final class Page {
    InputStream stream;
  }

  @Test
  void the_message_has_the_whole_path() {
    assertThatThrownBy(() -> shapes.of("report", Report.class))
        .hasMessageStartingWith(
            "report.pages[]{}[].stream: java.io.InputStream cannot be stored: it is a class of the"
                + " JDK that is not in the list; allowed are primitives");
  }

  @Test
  void what_was_refused_is_refused_again() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> shapes.of(Report.class)).isInstanceOf(NotStorableException.class);
      assertThatThrownBy(() -> shapes.of(Page.class)).isInstanceOf(NotStorableException.class);
    }
  }

  @Test
  void a_shape_is_made_once() {
    Shape shape = shapes.of("mail", Mail.class);

    assertThat(shapes.of("other", Mail.class)).isSameAs(shape);
  }

  static final class Link {
    URL url;
  }

  static Stream<Type> keys() {
    return Stream.of(
        new TypeOf<Set<URL>>() {}.type(),
        new TypeOf<Map<URL, String>>() {}.type(),
        new TypeOf<Set<List<URL>>>() {}.type(),
        new TypeOf<List<Map<Optional<Link>, String>>>() {}.type());
  }

  /** Its hashCode asks the network for the address of its host. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void a_url_is_refused_where_it_would_be_hashed(Type type) {
    assertThatThrownBy(() -> shapes.of(type))
        .isInstanceOf(NotStorableException.class)
        .hasMessageContaining("java.net.URL cannot be stored: its hashCode would look up the host");
  }

  @Test
  void a_url_is_fine_where_it_is_not_hashed() {
    assertThat(shapes.of(new TypeOf<Map<String, List<Link>>>() {}.type())).isNotNull();
  }

  static Stream<Arguments> values() throws Exception {
    return Stream.of(
        arguments(int.class, null, "null where the signature says int"),
        arguments(int.class, 5L, "a java.lang.Long where the signature says int"),
        arguments(String.class, 5, "a java.lang.Integer where the signature says java.lang.String"),
        arguments(Void.class, "x", "a java.lang.String where the signature says java.lang.Void"),
        arguments(TimeUnit.class, "x", "a java.lang.String where the signature says"),
        arguments(String[].class, new Object[0], "where the signature says java.lang.String[]"),
        arguments(java.util.Date.class, new Timestamp(0), "a java.sql.Timestamp where the sig"),
        arguments(Locale.class, new Locale("e_n"), "a java.util.Locale that has no language tag"),
        arguments(
            java.math.BigInteger.class,
            java.math.BigInteger.ONE.shiftLeft(40_000),
            "that has 40001 bits; allowed: 33000"),
        arguments(
            URL.class, new URL("jar:file:/a.jar!/b"), "allowed: http, https, ftp, file, mailto"));
  }

  @ParameterizedTest(name = "{1} as {0}")
  @MethodSource("values")
  void a_value_that_would_not_come_back_is_refused(Type type, Object value, String reason) {
    Shape shape = shapes.of(type);

    assertThatThrownBy(() -> shape.toData("x", value))
        .isInstanceOf(NotStorableException.class)
        .hasMessageStartingWith("x: ")
        .hasMessageContaining(reason);
  }

  @Test
  void null_in_an_array_of_primitives_cannot_be() {
    Shape shape = shapes.of(int[].class);

    assertThatThrownBy(() -> shape.fromData("x", Arrays.asList(1, null)))
        .isInstanceOf(UndecodableException.class)
        .hasMessage("x[1]: null where the signature says int");
  }

  @Test
  void too_many_characters_are_refused_even_of_one_text_that_is_shared() {
    Shape shape = shapes.of(new TypeOf<List<String>>() {}.type());
    char[] long_ = new char[1 << 20];
    List<String> texts = Collections.nCopies(17, new String(long_));

    assertThatThrownBy(() -> shape.toData("x", texts))
        .isInstanceOf(NotStorableException.class)
        .hasMessage("x[16]: is too long; allowed: 16777216 characters in all");
  }
}
