package dev.offstage.demo;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.openqa.selenium.chrome.ChromeDriver;

/** The demo with the agent, and its page in a browser. */
abstract class DemoInBrowser {
  static DemoProcess demo;
  static Browser window;
  static ChromeDriver browser;
  static DemoPage page;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoProcess.up(true);
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
