package dev.offstage.servlet.respond.returning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredValueTest {
  @Test
  void texts_and_numbers_come_back_as_what_they_are() {
    for (Object value : List.of("anna", "", "7", 7, 7L, true, Long.MIN_VALUE)) {
      assertThat(StoredValue.of(String.valueOf(StoredValue.text(value)))).isEqualTo(value);
    }
  }

  @Test
  void what_means_nothing_elsewhere_has_no_text() {
    assertThat(StoredValue.text(new Object())).isNull();
    assertThat(StoredValue.text(List.of("anna"))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x7", "iseven", "l"})
  void what_nobody_has_written_equals_nothing(String text) {
    assertThat(StoredValue.of(text)).isNotIn("", "x7", 7, 7L);
  }
}
