package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;

/**
 * The pictures in the README, of the demo as it is started there. They are taken on every run, and
 * written to {@code docs/images} with {@code -Ddocs.update=true}.
 */
@Timeout(180)
class ScreenshotsIT extends DemoInBrowser {
  private static final Path IMAGES = Path.of("..", "docs", "images");
  private static final long MOST_BYTES = 200_000;

  @BeforeEach
  void open() {
    window.dark(false);
    browser.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
    browser.get(demo.url() + "/");
  }

  private static void picture(String name) throws IOException {
    BufferedImage seen =
        ImageIO.read(new ByteArrayInputStream(browser.getScreenshotAs(OutputType.BYTES)));
    Path folder = Boolean.getBoolean("docs.update") ? IMAGES : Path.of("target", "screenshots");
    Path file = Files.createDirectories(folder).resolve(name);
    // Written anew, it takes a fifth less than as the browser writes it.
    ImageIO.write(seen, "png", file.toFile());
    assertThat(Files.size(file)).isBetween(5_000L, MOST_BYTES);
    assertThat(IMAGES.resolve(name)).exists();
  }

  @Test
  void the_demo() throws Exception {
    page.size(1200, 1290, false);
    for (String way : List.of("durable", "library", "async", "background", "legacy")) {
      page.type(demo.image("sunset", way.equals("legacy") ? "3s" : "2s"));
      page.press(way);
      page.waitFor(way, () -> page.state(way).equals("done"));
      page.waitFor(way, () -> page.time(way).contains("until the answer"));
    }
    page.type(demo.image("sunset", "5s"));
    browser.executeScript("document.activeElement.blur(); scrollTo(0, 0)");
    picture("demo.png");
  }

  @Test
  void the_waiting_page() throws Exception {
    page.size(1000, 560, false);
    page.press("sheet");
    page.waitFor("half of it", () -> browser.getTitle().startsWith("50%"));
    assertThat(browser.findElement(By.id("message")).getText()).isEqualTo("Photo 4 of 6: forest");
    picture("waiting-page.png");
    page.waitFor("the sheet", () -> browser.getTitle().equals("Contact sheet"));
    window.screenshot("contact-sheet");
  }
}
