package dev.offstage.demo;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** What a user does on the demo's page. */
final class DemoPage {
  private final ChromeDriver browser;

  DemoPage(ChromeDriver browser) {
    this.browser = browser;
  }

  WebElement url() {
    return browser.findElement(By.id("url"));
  }

  void type(String url) {
    url().clear();
    url().sendKeys(url);
  }

  void press(String way) {
    browser.findElement(By.cssSelector("button[data-way=" + way + "]")).click();
  }

  /** The text of a card. */
  String card(String way) {
    return browser.findElement(By.cssSelector(".card." + way)).getText();
  }

  String time(String way) {
    return browser.findElement(By.cssSelector("[data-time=" + way + "]")).getText();
  }

  /** How the newest photo of this way is doing; empty if there is none. */
  String state(String way) {
    Object text =
        browser.executeScript(
            "const row = document.querySelector('#photos .' + arguments[0] + ' .state');"
                + " return row ? row.textContent : ''",
            way);
    return String.valueOf(text);
  }

  void waitFor(String what, BooleanSupplier condition) {
    await(what).atMost(Duration.ofSeconds(60)).ignoreExceptions().until(condition::getAsBoolean);
  }

  /** A window of this size in CSS pixels, whatever the real one is. */
  void size(int width, int height, boolean phone) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
  }
}
