package dev.offstage.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** A browser that waits for the report app, which holds its answers back. */
final class WaitingTab implements AutoCloseable {
  private final Browser window;
  private final ReportApp app;
  private final ChromeDriver browser;

  WaitingTab(Browser window, Path folder) throws Exception {
    this.window = window;
    browser = window.driver();
    // A page that is just being left never answers what the driver asks of it.
    browser.get("about:blank");
    ReportServlet.gate = new CountDownLatch(1);
    app = new ReportApp(folder);
  }

  String url(String path) {
    return app.url(path);
  }

  Browser window() {
    return window;
  }

  ChromeDriver browser() {
    return browser;
  }

  /** Sends the form; the page is there when this returns. */
  void submit() {
    browser.get(app.url("/reports/year"));
    browser.findElement(By.tagName("button")).click();
    waitFor("the waiting page", () -> !text("elapsed").isEmpty());
  }

  WebElement element(String id) {
    return browser.findElement(By.id(id));
  }

  String text(String id) {
    return element(id).getText();
  }

  void waitFor(String what, BooleanSupplier condition) {
    await(what).atMost(Duration.ofSeconds(30)).ignoreExceptions().until(condition::getAsBoolean);
  }

  /** Lets the servlet answer. */
  void answer() {
    ReportServlet.gate.countDown();
  }

  @Override
  public void close() throws IOException {
    answer();
    try {
      app.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
