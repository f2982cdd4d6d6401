package dev.offstage.servlet.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * References are resolved as RFC 3986 has it; the base is that of its section 5.4, without a host.
 */
class UrlPathTest {
  @ParameterizedTest
  @CsvSource({
    "g:h, g:h",
    "g, /b/c/g",
    "./g, /b/c/g",
    "g/, /b/c/g/",
    "/g, /g",
    "//g, //g",
    "?y, /b/c/d;p?y",
    "g?y, /b/c/g?y",
    "#s, /b/c/d;p?q#s",
    "g#s, /b/c/g#s",
    "g?y#s, /b/c/g?y#s",
    ";x, /b/c/;x",
    "g;x, /b/c/g;x",
    "'', /b/c/d;p?q",
    "., /b/c/",
    "./, /b/c/",
    ".., /b/",
    "../, /b/",
    "../g, /b/g",
    "../.., /",
    "../../, /",
    "../../g, /g",
    "../../../g, /g",
    "../../../../g, /g",
    "/./g, /g",
    "/../g, /g",
    "g., /b/c/g.",
    ".g, /b/c/.g",
    "g.., /b/c/g..",
    "..g, /b/c/..g",
    "./../g, /b/g",
    "./g/., /b/c/g/",
    "g/./h, /b/c/g/h",
    "g/../h, /b/c/h",
    "g;x=1/./y, /b/c/g;x=1/y",
    "g;x=1/../y, /b/c/y",
    "g?y/./x, /b/c/g?y/./x",
    "g#s/../x, /b/c/g#s/../x",
    "http://other/x, http://other/x",
    "?, /b/c/d;p?",
    "#, /b/c/d;p?q#",
    "a//b, /b/c/a//b",
  })
  void of_the_table_of_the_rfc(String reference, String expected) {
    assertThat(UrlPath.resolve("/b/c/d;p", "q", reference)).isEqualTo(expected);
  }

  /** What is a path must not become a host, in whatever way it is written. */
  @ParameterizedTest
  @CsvSource({
    "/..//evil.example, /.//evil.example",
    "/.//evil.example/x, /.//evil.example/x",
    "../../..//evil.example, /.//evil.example",
  })
  void that_look_like_a_host_stay_paths(String reference, String expected) {
    assertThat(UrlPath.resolve("/b/c/d", null, reference)).isEqualTo(expected);
  }
}
