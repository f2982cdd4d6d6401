package dev.offstage.demo;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A test in a browser that runs scripts and in one that does not. */
abstract class TwoBrowsers {
  static Browser withScripts;
  static Browser withoutScripts;

  @BeforeAll
  static void openBrowsers() throws IOException {
    withScripts = Browser.open();
    withoutScripts = Browser.open(false);
  }

  @AfterAll
  static void closeBrowsers() throws IOException {
    if (withScripts != null) {
      withScripts.close();
    }
    if (withoutScripts != null) {
      withoutScripts.close();
    }
  }
}
