package dev.offstage.servlet.respond.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest
  @CsvSource({
    "/reports, /reports, true",
    "/reports, /reports/, false",
    "/reports, /report, false",
    "/reports, /reportsx, false",
    "/reports/**, /reports, true",
    "/reports/**, /reports/, true",
    "/reports/**, /reports/a/b/c, true",
    "/reports/**, /reportsx/a, false",
    "/reports/*, /reports/a, true",
    "/reports/*, /reports/a/b, false",
    "/reports/*, /reports, false",
    "/**, /, true",
    "/**, /a/b, true",
    "/**/export, /export, true",
    "/**/export, /a/b/export, true",
    "/**/export, /a/export/b, false",
    "/**/export/**, /a/export/b/export/c, true",
    "/*.do, /save.do, true",
    "/*.do, /save.dot, false",
    "/**/*.do, /a/b/save.do, true",
    "/a*b*c, /aXbXc, true",
    "/a*b*c, /abc, true",
    "/a*b*c, /acb, false",
    "/a/**/b/**/c, /a/x/b/y/b/c, true",
    "/a/**/b/**/c, /a/x/c, false",
  })
  void a_path_matches_or_does_not(String pattern, String path, boolean matches) {
    PathPattern it = PathPattern.parse(pattern);
    assertThat(it.matches(path, null)).isEqualTo(matches);
    // As a container gives it, in two parts.
    for (int i = 0; i <= path.length(); i++) {
      assertThat(it.matches(path.substring(0, i), path.substring(i))).isEqualTo(matches);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reports", "/a**", "/a/**b", "/a?b=c", "/a;b", "/a/../b", "/a//b", "/./a"})
  void what_can_match_nothing_is_refused(String pattern) {
    assertThatIllegalArgumentException().isThrownBy(() -> PathPattern.parse(pattern));
  }

  @Test
  void a_hostile_path_takes_no_longer_than_its_length_says() {
    PathPattern stars = PathPattern.parse("/" + "a*".repeat(50) + "b");
    PathPattern segments = PathPattern.parse("/" + "**/a/".repeat(50) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          assertThat(stars.matches("/" + "a".repeat(20_000), null)).isFalse();
          assertThat(segments.matches("/a".repeat(10_000), null)).isFalse();
        });
  }
}
