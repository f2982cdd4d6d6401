package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Color;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.chrome.ChromeDriver;

/** Asks a real browser what a URL means and how an image looks: the demo must agree with it. */
@Timeout(120)
class AsBrowsersIT {
  private static Browser window;
  private static ChromeDriver browser;

  @BeforeAll
  static void openBrowser() throws Exception {
    window = Browser.open();
    browser = window.driver();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (window != null) {
      window.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shows_images_alike(ImageSample sample) throws Exception {
    String file = Base64.getEncoder().encodeToString(sample.bytes());
    List<?> quarters =
        (List<?>)
            browser.executeAsyncScript(
                """
                const done = arguments[1];
                const image = new Image();
                image.onerror = () => done(['broken']);
                image.onload = () => {
                  const canvas = new OffscreenCanvas(320, 240);
                  const context = canvas.getContext('2d');
                  const width = image.naturalWidth, height = image.naturalHeight;
                  const scale = Math.max(320 / width, 240 / height);
                  context.translate(160, 120);
                  context.scale(scale, scale);
                  context.drawImage(image, -width / 2, -height / 2);
                  done([[80, 60], [240, 60], [80, 180], [240, 180]].map(
                      ([x, y]) => Array.from(context.getImageData(x, y, 1, 1).data).join()));
                };
                const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
                image.src = URL.createObjectURL(new Blob([bytes]));
                """,
                file);
    assertThat(quarters.stream().map(AsBrowsersIT::color).map(Quarters::nearest).toList())
        .isEqualTo(sample.quarters());
  }

  private static Color color(Object rgba) {
    int[] parts = Arrays.stream(rgba.toString().split(",")).mapToInt(Integer::parseInt).toArray();
    return new Color(parts[0], parts[1], parts[2], parts[3]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://my_images.example.org/x.png",
        "http://bücher.example.org/x.png",
        "http://faß.example/",
        "http://BÜCHER。example/",
        "http://b%C3%BCcher.example/",
        "http://☃.example/",
        "HTTP://Example.ORG:80/",
        "https://example.org:443/",
        "http:\\\\example.org\\a\\b.png",
        "http:///a.png",
        "http:example.org",
        "http://@example.org/",
        "http://8.8.8.8\\@127.0.0.1/",
        "http://example.org/a b.png",
        "http://example.org/日本.png",
        "http://example.org/x.png?a|b={c}",
        "http://example.org/x.png?q=ü'\"<>#part",
        "http://example.org/a/./b/../c/%2e%2E/d.png",
        "http://example.org/%zz%",
        "http://example.org/[1].png",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0177.0.0.01/",
        "http://127.1./",
        "http://１２７.0.0.1/",
        "http://%31%32%37.0.0.1/",
        "http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
        "http://[::ffff:7f00:1]/",
        "http://[2001:4860:0:0::1]:8080/",
        "http://1.2.3.4.example/",
        " \u0001http://exa\nmple.org/a\tb.png "
      })
  void reads_urls_alike(String text) throws Exception {
    Map<?, ?> read =
        (Map<?, ?>)
            browser.executeScript(
                """
                const url = new URL(arguments[0]);
                return {host: url.hostname, port: url.port, path: url.pathname, query: url.search};
                """,
                text);
    HttpUrl url = PhotoUrl.parse(text);
    String mapped = read.get("host").toString().replace("[::ffff:7f00:1]", "127.0.0.1");
    assertThat(url.host()).isEqualTo(mapped.replaceAll("[\\[\\]]", ""));
    assertThat(url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : "" + url.port())
        .isEqualTo(read.get("port"));
    assertThat(url.encodedPath()).isEqualTo(read.get("path"));
    assertThat(url.encodedQuery() == null ? "" : "?" + url.encodedQuery())
        .isEqualTo(read.get("query"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://",
        "http://a<b/",
        "http://a|b/",
        "http://a%00b/",
        "http://a:99999/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://4294967296/",
        "http://a.09/",
        "http://[1::2%25eth0]/",
        "//example.org/",
        "example.org"
      })
  void knows_alike_what_is_no_url(String text) {
    assertThat(browser.executeScript("return URL.canParse(arguments[0])", text)).isEqualTo(false);
    assertThatThrownBy(() -> PhotoUrl.parse(text)).isInstanceOf(PhotoException.class);
  }
}
