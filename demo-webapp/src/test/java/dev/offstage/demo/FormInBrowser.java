package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** A browser that submits a form whose answer is slow, and what it shows meanwhile. */
abstract class FormInBrowser extends TwoBrowsers {
  @TempDir Path folder;
  ReportApp app;
  ChromeDriver browser;

  @BeforeEach
  void start() throws Exception {
    ReportServlet.gate = new CountDownLatch(1);
    ReportServlet.POSTS.set(0);
    app = new ReportApp(folder);
    browser = withScripts.driver();
    // A page that is just being left never answers what the driver asks of it.
    browser.get("about:blank");
  }

  @AfterEach
  void stop() throws Exception {
    ReportServlet.gate.countDown();
    app.close();
  }

  void submit(String form, String year) {
    browser.get(app.url(form));
    browser.findElement(By.name("year")).clear();
    browser.findElement(By.name("year")).sendKeys(year);
    browser.findElement(By.tagName("button")).click();
  }

  void waitFor(String what, BooleanSupplier condition) {
    await(what).atMost(Duration.ofSeconds(30)).ignoreExceptions().until(condition::getAsBoolean);
  }

  void waitForText(String id, String text) {
    waitFor(text, () -> browser.findElement(By.id(id)).getText().equals(text));
  }

  void waitForTitle(String title) {
    waitFor(title, () -> title.equals(browser.getTitle()));
  }

  String colour() {
    return browser.findElement(By.tagName("h1")).getCssValue("color");
  }

  /** For light and dark; in colours, names and roles there is nothing that some cannot read. */
  void accessible(String state) throws IOException {
    for (boolean dark : new boolean[] {true, false}) {
      withScripts.dark(dark);
      assertThat(colour()).contains(dark ? "255, 255, 255" : "0, 0, 0");
      withScripts.screenshot("waiting-page-" + state + (dark ? "-dark" : ""));
      assertThat(new AxeBuilder().analyze(browser).getViolations()).as(state).isEmpty();
    }
    assertThat(withScripts.complaints())
        .filteredOn(complaint -> !complaint.contains("Failed to load resource"))
        .isEmpty();
  }
}
