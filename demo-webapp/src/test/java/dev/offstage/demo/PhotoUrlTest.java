package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.org/a.png",
        "https://example.org:8443/?q=1",
        "http://[2001:4860::1]/a.png",
        "http://my_images.example.org/x.png",
        "http://example.org/x.png?a|b={c}"
      })
  void takes_http_and_https(String url) throws Exception {
    assertThat(PhotoUrl.parse(url)).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        " https://example.org ,https://example.org/",
        "HTTPS://Example.ORG:443,https://example.org/",
        "http://example.org:80/,http://example.org/",
        "http://example.org:/,http://example.org/",
        "http:///a.png,http://a.png/",
        "http:example.org,http://example.org/",
        "http:\\\\example.org\\a,http://example.org/a",
        "http://8.8.8.8\\@127.0.0.1/,http://8.8.8.8/@127.0.0.1/",
        "http://@example.org/,http://example.org/",
        "http://bücher.example.org/x.png,http://xn--bcher-kva.example.org/x.png",
        "http://faß.example/,http://xn--fa-hia.example/",
        "http://☃.example/,http://xn--n3h.example/",
        "http://example。org/,http://example.org/",
        "http://example.org/a b.png,http://example.org/a%20b.png",
        "http://example.org/日本.png,http://example.org/%E6%97%A5%E6%9C%AC.png",
        "http://134744072/,http://8.8.8.8/",
        "http://0x8.010.2056,http://8.8.8.8/",
        "http://8.8.8.8./,http://8.8.8.8/",
        "http://[::ffff:8.8.8.8]/,http://8.8.8.8/",
        "http://1.2.3.4.example/,http://1.2.3.4.example/"
      })
  void reads_like_a_browser(String typed, String url) throws Exception {
    assertThat(PhotoUrl.parse(typed)).hasToString(url);
  }

  @Test
  void drops_line_breaks_and_control_characters_as_browsers_do() throws Exception {
    assertThat(PhotoUrl.parse("\u0001ht\ttp://exa\nmple.org/\r\na.png\u0000"))
        .hasToString("http://example.org/a.png");
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
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "http:,Invalid URL host: \"\".",
        "http://a b/,Invalid URL host: \"a b\".",
        "http://a|b/,Invalid URL host: \"a|b\".",
        "http://a%00b/,Invalid URL host: \"a%00b\".",
        "http://a:99999/,Invalid URL port: \"99999\".",
        "http://256.1.1.1/,`Its host \"256.1.1.1\" ends in a number, but is no IPv4 address.`",
        "http://1.2.3.4.5/,`Its host \"1.2.3.4.5\" ends in a number, but is no IPv4 address.`",
        "http://4294967296/,`Its host \"4294967296\" ends in a number, but is no IPv4 address.`",
        "http://a.09/,`Its host \"a.09\" ends in a number, but is no IPv4 address.`",
        "http://+1.2/,`Its host \"+1.2\" ends in a number, but is no IPv4 address.`",
        "http://-1.2/,`Its host \"-1.2\" ends in a number, but is no IPv4 address.`"
      })
  void says_what_is_wrong_with_what_is_no_url(String url, String reason) {
    assertThatThrownBy(() -> PhotoUrl.parse(url))
        .isInstanceOf(PhotoException.class)
        .hasMessage("This is not a URL. " + reason);
  }

  @Test
  void refuses_passwords_and_endless_urls() {
    assertThatThrownBy(() -> PhotoUrl.parse("http://me:secret@example.org/"))
        .hasMessageContaining("password");
    assertThatThrownBy(() -> PhotoUrl.parse("http://example.org/" + "a".repeat(2000)))
        .hasMessageContaining("longer than 2000");
  }
}
