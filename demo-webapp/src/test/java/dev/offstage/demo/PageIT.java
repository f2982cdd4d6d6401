package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** The page in a real browser. */
@Timeout(180)
class PageIT {
  private static Browser window;
  private static ChromeDriver browser;

  private DemoProcess demo;

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

  @BeforeEach
  void openPage() throws Exception {
    demo = DemoProcess.up(true);
    browser.get(demo.url() + "/");
  }

  @AfterEach
  void closeDemo() {
    demo.close();
  }

  private void type(String url) {
    WebElement field = browser.findElement(By.id("url"));
    field.clear();
    field.sendKeys(url);
  }

  private void press(String way) {
    browser.findElement(By.cssSelector("button[data-way=" + way + "]")).click();
  }

  private String time(String way) {
    return browser.findElement(By.cssSelector("[data-time=" + way + "]")).getText();
  }

  /** Texts and the like of one row, read at one moment. */
  private Row row(String way) {
    List<?> values =
        (List<?>)
            browser.executeScript(
                """
                const row = document.querySelector('#photos .photo.' + arguments[0]);
                if (!row) return ['', '', '', 0, 0, 0];
                const width = name => row.querySelector(name).getBoundingClientRect().width;
                return [
                  row.querySelector('.state').textContent,
                  row.querySelector('.label-wait').textContent,
                  row.querySelector('.error').textContent,
                  row.querySelector('img').naturalWidth,
                  Math.round(width('.bar-wait')),
                  Math.round(width('.bar-work'))];
                """,
                way);
    return new Row(
        (String) values.get(0),
        (String) values.get(1),
        (String) values.get(2),
        (Long) values.get(3),
        (Long) values.get(4),
        (Long) values.get(5));
  }

  private record Row(
      String state, String answer, String error, long picture, long waited, long worked) {}

  private void waitFor(String what, BooleanSupplier condition) {
    await(what).atMost(Duration.ofSeconds(60)).until(condition::getAsBoolean);
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "async"})
  void shows_the_answer_while_the_photo_still_runs_and_the_thumbnail_afterwards(String way) {
    type(demo.image("page-" + way, "4s"));
    press(way);
    waitFor("the answer", () -> time(way).contains("until the answer"));
    waitFor("the row", () -> row(way).answer().startsWith("answered after"));
    assertThat(row(way).state()).isIn("queued", "running");
    assertThat(row(way).picture()).isZero();
    waitFor("the thumbnail", () -> row(way).picture() == 320);
    assertThat(row(way).state()).isEqualTo("done");
    assertThat(row(way).waited()).as("the bars").isLessThan(row(way).worked());
  }

  @Test
  void shows_that_a_legacy_request_waits() {
    type(demo.image("page-legacy", "4s"));
    press("legacy");
    waitFor("the timer", () -> time("legacy").contains("waiting for the answer"));
    waitFor("the row", () -> row("legacy").answer().startsWith("waiting"));
    assertThat(row("legacy").state()).isIn("queued", "running");
    waitFor("the answer", () -> time("legacy").contains("until the answer"));
    waitFor("the thumbnail", () -> row("legacy").picture() == 320);
    assertThat(row("legacy").state()).isEqualTo("done");
  }

  @ParameterizedTest
  @ValueSource(strings = {"legacy", "background", "async"})
  void shows_why_a_photo_failed(String way) {
    type("http://192.168.0.1/camera.png");
    press(way);
    waitFor("the failure", () -> row(way).state().equals("failed"));
    assertThat(row(way).error())
        .isEqualTo("192.168.0.1 is not a public address: the demo does not fetch from there.");
  }

  @Test
  void shows_why_a_url_was_refused() {
    type("ftp://example.org/a.png");
    press("async");
    waitFor(
        "the refusal",
        () ->
            browser
                .findElement(By.id("refused"))
                .getText()
                .equals("The URL must start with http:// or https://."));
    assertThat(browser.findElements(By.cssSelector("#photos .photo"))).isEmpty();
  }

  @Test
  void fits_a_wide_and_a_narrow_window_in_light_and_dark() throws Exception {
    for (String way : List.of("legacy", "background", "async")) {
      type(demo.image("sunset", "3s"));
      press(way);
    }
    type("http://192.168.0.1/camera.png");
    press("background");
    waitFor("the others", () -> row("async").state().equals("done"));
    waitFor("legacy", () -> row("legacy").state().equals("done"));
    type(demo.image("alps", "60s"));
    press("legacy");
    waitFor("a running one", () -> row("legacy").state().equals("running"));
    for (String scheme : List.of("light", "dark")) {
      browser.executeCdpCommand(
          "Emulation.setEmulatedMedia",
          Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
      for (int width : List.of(1200, 360)) {
        browser.executeCdpCommand(
            "Emulation.setDeviceMetricsOverride",
            Map.of(
                "width",
                width,
                "height",
                width > 1000 ? 1300 : 2000,
                "deviceScaleFactor",
                1,
                "mobile",
                false));
        assertThat((Long) browser.executeScript("return document.documentElement.scrollWidth"))
            .as("no scrolling sideways at %s", width)
            .isLessThanOrEqualTo(width);
        Path folder = Files.createDirectories(Path.of(System.getProperty("demo.screenshots")));
        Files.write(
            folder.resolve("page-%s-%d.png".formatted(scheme, width)),
            browser.getScreenshotAs(OutputType.BYTES));
      }
    }
  }
}
