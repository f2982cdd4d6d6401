package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/a.png",
        " https://example.org ",
        "HTTPS://example.org:8443/?q=1",
        "http://[2001:4860::1]/a.png"
      })
  void takes_http_and_https(String url) throws Exception {
    assertThat(PhotoUrl.parse(url)).hasToString(url.strip());
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " "})
  void says_that_the_field_is_missing(String url) {
    assertThatThrownBy(() -> PhotoUrl.parse(url))
        .isInstanceOf(PhotoException.class)
        .hasMessageContaining("\"url\" is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.org/a.png",
        "jar:http://example.org/a.jar!/a.png",
        "gopher://example.org",
        "//example.org/a.png",
        "/a.png",
        "example.org",
        "javascript:alert(1)"
      })
  void refuses_every_other_scheme(String url) {
    assertThatThrownBy(() -> PhotoUrl.parse(url))
        .isInstanceOf(PhotoException.class)
        .hasMessage("The URL must start with http:// or https://.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http:",
        "http:///a.png",
        "http://a b/",
        "http://exa\nmple.org",
        "http://a:99999/"
      })
  void refuses_what_is_no_url_or_has_no_host(String url) {
    assertThatThrownBy(() -> PhotoUrl.parse(url)).isInstanceOf(PhotoException.class);
  }

  @Test
  void refuses_passwords_and_endless_urls() {
    assertThatThrownBy(() -> PhotoUrl.parse("http://me:secret@example.org/"))
        .hasMessageContaining("password");
    assertThatThrownBy(() -> PhotoUrl.parse("http://example.org/" + "a".repeat(2000)))
        .hasMessageContaining("longer than 2000");
  }
}
