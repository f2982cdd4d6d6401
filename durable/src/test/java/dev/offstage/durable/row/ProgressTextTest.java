package dev.offstage.durable.row;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Progress;
import java.util.Collections;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTextTest {
  private static void assertComesBack(Progress progress) {
    assertThat(ProgressText.read(ProgressText.of(progress)))
        .usingRecursiveComparison()
        .isEqualTo(progress);
  }

  @Test
  void what_was_reported_comes_back() {
    assertComesBack(Progress.of(7, 20, "page 7"));
    assertComesBack(Progress.of(7, 0, null));
    assertComesBack(Progress.of(0, 0, "two\nlines / 3"));
    assertComesBack(Progress.of(999_999_999_999_999_999L, 999_999_999_999_999_999L, ""));
    assertThat(ProgressText.of(null)).isNull();
  }

  @Test
  void what_no_database_takes_does_not_keep_the_rest_back() {
    String message = "\0" + String.join("", Collections.nCopies(600, "\ud83d\ude00"));

    String text = Objects.requireNonNull(ProgressText.of(Progress.of(1, 2, message)));

    assertThat(text).startsWith("1/2 \ufffd\ud83d\ude00").hasSizeLessThanOrEqualTo(1000);
    assertThat(ProgressText.read(text)).isNotNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "7", "7/", "-1/5", "9/5", "7 of 20", "99999999999999999999/1", "1/2x"})
  void what_no_version_has_written_is_none(@Nullable String text) {
    assertThat(ProgressText.read(text)).isNull();
  }
}
