package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;

/** Whether the waiting page can be seen by everybody, on whatever they look at it. */
@Timeout(180)
class WaitingPageLookIT {
  /** For what is no text: WCAG 2.2, success criterion 1.4.11. */
  private static final double LEAST_CONTRAST = 3;

  private static Browser window;

  @TempDir private Path folder;
  private WaitingTab tab;
  private ChromeDriver browser;

  @BeforeAll
  static void openBrowser() throws IOException {
    window = Browser.open();
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (window != null) {
      window.close();
    }
  }

  @BeforeEach
  void start() throws Exception {
    tab = new WaitingTab(window, folder);
    browser = tab.browser();
  }

  @AfterEach
  void stop() throws Exception {
    browser.get("about:blank");
    browser.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    window.languages("en");
    tab.close();
  }

  private static BufferedImage image(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }

  private static double luminance(int rgb) {
    Color color = new Color(rgb);
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int part) {
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** As it is painted: what a style sheet asks for is not always what a browser does. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_bar_and_its_track_are_seen_in_the_dark_and_in_the_light(boolean dark)
      throws IOException {
    window.dark(dark);
    tab.submit();
    tab.waitFor("a quarter", () -> tab.text("percent").equals("25%"));
    BufferedImage bar = image(tab.element("progress").getScreenshotAs(OutputType.BYTES));
    int page = image(browser.getScreenshotAs(OutputType.BYTES)).getRGB(3, 3);
    int middle = bar.getHeight() / 2;
    int done = bar.getRGB(bar.getWidth() / 10, middle);
    int track = bar.getRGB(bar.getWidth() * 7 / 10, middle);
    int edge = bar.getRGB(bar.getWidth() * 7 / 10, 0);
    assertThat(luminance(page) < 0.2).as("a dark page").isEqualTo(dark);
    assertThat(contrast(done, track)).as("bar on track").isGreaterThanOrEqualTo(LEAST_CONTRAST);
    assertThat(contrast(done, page)).as("bar on page").isGreaterThanOrEqualTo(LEAST_CONTRAST);
    assertThat(contrast(edge, page)).as("track on page").isGreaterThanOrEqualTo(LEAST_CONTRAST);
    String colour =
        (String)
            browser.executeScript(
                "return getComputedStyle(document.getElementById('progress')).borderTopColor");
    Color asked = new Color(edge);
    assertThat(colour)
        .as("what is painted is what the style sheet asks for")
        .isEqualTo("rgb(%d, %d, %d)", asked.getRed(), asked.getGreen(), asked.getBlue());
  }

  @ParameterizedTest
  @CsvSource({"true, none", "false, passing"})
  void what_moves_stands_still_for_those_who_ask_for_it(boolean still, String animation) {
    window.still(still);
    tab.submit();
    // The second one waits, so nobody knows how far it is.
    tab.submit();
    tab.waitFor("the queue", () -> tab.text("state").startsWith("Waiting, number 1"));
    assertThat(tab.element("progress").getCssValue("animation-name")).isEqualTo(animation);
  }

  @Test
  void a_screen_reader_is_told_what_each_part_is() {
    tab.submit();
    tab.waitFor("the text", () -> tab.text("state").equals("In progress"));
    assertThat(tab.element("progress").getAriaRole()).isEqualTo("progressbar");
    assertThat(tab.element("progress").getAccessibleName()).isEqualTo("In progress");
    assertThat(tab.element("state").getAriaRole()).isEqualTo("status");
    assertThat(tab.element("state").getDomAttribute("aria-live")).isEqualTo("polite");
    assertThat(tab.element("elapsed").getAriaRole()).isEqualTo("timer");
    assertThat(tab.element("elapsed").getAccessibleName()).isEqualTo("Time elapsed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "de", "fr", "ru"})
  void it_fits_a_phone(String language) throws IOException {
    window.languages(language);
    new DemoPage(browser).size(320, 640, true);
    tab.submit();
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(320L);
    window.screenshot("waiting-page-phone-" + language);
    tab.element("cancel").submit();
    tab.waitFor("the end", () -> !tab.text("resubmit").isEmpty());
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(320L);
  }
}
