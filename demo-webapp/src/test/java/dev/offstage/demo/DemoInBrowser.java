package dev.offstage.demo;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.chrome.ChromeDriver;

/** The demo with the agent and a store, and its page in a browser. */
abstract class DemoInBrowser {
  @TempDir static Path store;
  static DemoProcess demo;
  static Browser window;
  static ChromeDriver browser;
  static DemoPage page;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoProcess.up(true, "0", store);
    window = Browser.open();
    browser = window.driver();
    page = new DemoPage(browser);
  }

  @AfterAll
  static void stop() throws IOException {
    if (window != null) {
      window.close();
    }
    demo.close();
  }
}
