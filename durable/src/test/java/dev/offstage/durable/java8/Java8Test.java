package dev.offstage.durable.java8;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Java8Test {
  @Test
  void an_optional_is_empty_or_a_stream_of_its_value() {
    assertThat(Java8.isEmpty(Optional.empty())).isTrue();
    assertThat(Java8.isEmpty(Optional.of(1))).isFalse();
    assertThat(Java8.stream(Optional.empty())).isEmpty();
    assertThat(Java8.stream(Optional.of(1))).containsExactly(1);
  }

  @Test
  void a_list_of_one_element_takes_no_null_and_no_other_element() {
    assertThat(Java8.of()).isEmpty();
    assertThat(Java8.of("one")).containsExactly("one");
    assertThatThrownBy(() -> Java8.of("one").add("two"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Java8.of((Object) null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void elements_are_taken_up_to_the_first_that_fails_the_condition() {
    assertThat(Java8.takeWhile(Stream.of(1, 2, 5, 1), n -> n < 3)).containsExactly(1, 2);
    assertThat(Java8.takeWhile(Stream.of(5, 1), n -> n < 3)).isEmpty();
    assertThat(Java8.takeWhile(Stream.of(1, 2), n -> n < 3)).containsExactly(1, 2);
    assertThat(Java8.takeWhile(Stream.iterate(1, n -> n + 1), n -> n < 4)).containsExactly(1, 2, 3);
  }

  @Test
  void closing_what_was_taken_closes_the_stream() {
    AtomicBoolean closed = new AtomicBoolean();
    Java8.takeWhile(Stream.of(1).onClose(() -> closed.set(true)), n -> true).close();
    assertThat(closed).isTrue();
  }

  @Test
  void a_format_is_filled_in() {
    assertThat(Java8.formatted("%d of %s", 1, "two")).isEqualTo("1 of two");
  }
}
