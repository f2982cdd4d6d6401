package dev.offstage.durable.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SqlTextTest {
  private static final String ASTRAL = new String(Character.toChars(0x1F600));

  @Test
  void a_short_text_stays_as_it_is() {
    assertThat(SqlText.cut("abc", 3)).isEqualTo("abc");
    assertThat(SqlText.cut("", 3)).isEmpty();
    assertThat(SqlText.cut(null, 3)).isNull();
  }

  @Test
  void a_long_text_is_cut() {
    assertThat(SqlText.cut("abcd", 3)).isEqualTo("abc");
  }

  @Test
  void no_character_is_cut_in_halves() {
    assertThat(SqlText.cut("ab" + ASTRAL + "c", 3)).isEqualTo("ab");
    assertThat(SqlText.cut("ab" + ASTRAL + "c", 4)).isEqualTo("ab" + ASTRAL);
  }

  @Test
  void halves_of_characters_and_nul_are_replaced() {
    assertThat(SqlText.cut("\0" + ASTRAL.charAt(1) + ASTRAL.charAt(0), 9))
        .isEqualTo("\uFFFD\uFFFD\uFFFD");
  }
}
