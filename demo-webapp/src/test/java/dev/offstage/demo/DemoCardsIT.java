package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/** The cards of the demo's page in a real browser, and how its users get at them. */
@Timeout(180)
class DemoCardsIT extends DemoInBrowser {
  @BeforeEach
  void open() {
    page.size(1200, 1000, false);
    browser.get(demo.url() + "/");
    browser.executeScript("sessionStorage.clear()");
    browser.navigate().refresh();
  }

  @Test
  void the_page_says_what_offstage_is_and_leads_to_the_readme() {
    assertThat(browser.findElement(By.tagName("header")).getText()).contains("Offstage is one jar");
    browser.findElement(By.partialLinkText("README")).click();
    page.waitFor("the README", () -> browser.getPageSource().contains("# Offstage"));
    browser.get(demo.url() + "/docs/docs/respond-async.md");
    assertThat(browser.getPageSource()).contains("A whole slow URL answers at once");
  }

  @Test
  void a_line_of_web_xml_leads_to_the_waiting_page_and_that_to_the_sheet_and_back() {
    page.press("sheet");
    page.waitFor(
        "the waiting page",
        () -> browser.findElement(By.id("message")).getText().startsWith("Photo "));
    assertThat(browser.getCurrentUrl()).contains("/_offstage/tasks/");
    assertThat(browser.findElement(By.id("back")).getDomProperty("href"))
        .isEqualTo(demo.url() + "/");
    page.waitFor("the sheet", () -> browser.getTitle().equals("Contact sheet"));
    List<?> widths =
        (List<?>)
            browser.executeScript(
                "return [...document.querySelectorAll('.contact-sheet img')].map(it => it.naturalWidth)");
    assertThat(widths).hasSize(6).allMatch(width -> width.equals(320L));
    browser.navigate().refresh();
    page.waitFor("it again", () -> browser.getTitle().equals("Contact sheet"));
    browser.findElement(By.linkText("Back to the demo")).click();
    page.waitFor("the demo", () -> browser.getCurrentUrl().equals(demo.url() + "/"));
    assertThat(window.complaints()).isEmpty();
  }

  @Test
  void a_rule_answers_before_a_method_of_a_library_has_done_its_work() {
    assertThat(page.card("library"))
        .contains("somebody else’s jar", "com.google.common.eventbus.EventBus#post(Object)")
        .doesNotContain("No agent");
    page.type(demo.image("library", "4s"));
    page.press("library");
    page.waitFor("the answer", () -> page.time("library").contains("until the answer"));
    assertThat(page.state("library")).isIn("", "queued", "running");
    page.waitFor("the photo", () -> page.state("library").equals("done"));
  }

  @Test
  void a_durable_photo_is_answered_before_its_work_is_done() {
    assertThat(page.card("durable"))
        .contains("Killed, and still done", "kill -9")
        .doesNotContain("There is no store");
    page.type(demo.image("durable", "4s"));
    page.press("durable");
    page.waitFor("the answer", () -> page.time("durable").contains("until the answer"));
    assertThat(page.state("durable")).isIn("", "queued", "running");
    page.waitFor("the photo", () -> page.state("durable").equals("done"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"background", "async", "library", "durable"})
  void enter_does_what_was_done_last(String way) {
    page.type(demo.image("first-" + way, "0s"));
    page.press(way);
    page.waitFor("the first", () -> page.time(way).contains("until the answer"));
    browser.navigate().refresh();
    assertThat(page.card(way)).contains("Enter");
    page.type(demo.image("second-" + way, "0s"));
    page.url().sendKeys(Keys.ENTER);
    page.waitFor("the second", () -> page.time(way).contains("until the answer"));
    page.waitFor(
        "its row",
        () -> browser.findElement(By.cssSelector("#photos .url")).getText().contains("second"));
  }

  @Test
  void enter_begins_with_the_way_it_was_and_may_also_make_the_sheet() {
    assertThat(page.card("legacy")).contains("Enter");
    page.type(demo.image("entered", "0s"));
    page.url().sendKeys(Keys.ENTER);
    page.waitFor("legacy", () -> page.time("legacy").contains("until the answer"));
    page.press("sheet");
    page.waitFor("the sheet", () -> browser.getTitle().equals("Contact sheet"));
    browser.get(demo.url() + "/");
    page.url().sendKeys(Keys.ENTER);
    page.waitFor("the page", () -> browser.getCurrentUrl().contains("/_offstage/tasks/"));
  }

  @Test
  void a_phone_shows_all_of_it_without_scrolling_sideways() throws Exception {
    page.size(360, 740, true);
    browser.navigate().refresh();
    page.type(demo.image("a-rather-long-name-for-a-photo-that-must-not-push-the-page", "0s"));
    page.press("async");
    page.waitFor("the photo", () -> page.state("async").equals("done"));
    assertThat(browser.executeScript("return document.documentElement.scrollWidth"))
        .isEqualTo(360L);
    List<?> outside =
        (List<?>)
            browser.executeScript(
                "return [...document.querySelectorAll('body *')].filter(it => !it.closest('pre')"
                    + " && it.getBoundingClientRect().right > 361).map(it => it.outerHTML)");
    assertThat(outside).isEmpty();
    List<?> small =
        (List<?>)
            browser.executeScript(
                "return [...document.querySelectorAll('button')].filter(it =>"
                    + " it.getBoundingClientRect().height < 24).map(it => it.outerHTML)");
    assertThat(small).as("too small for a finger").isEmpty();
    window.screenshot("demo-phone");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void all_can_use_it_in_the_dark_and_by_keyboard(boolean dark) throws Exception {
    window.dark(dark);
    assertThat(new AxeBuilder().analyze(browser).getViolations()).isEmpty();
    window.screenshot("demo-" + (dark ? "dark" : "light"));
    page.url().click();
    for (String way : List.of("legacy", "background", "async", "sheet", "library", "durable")) {
      tabTo(way);
    }
  }

  private static void tabTo(String way) {
    for (int i = 0; i < 10; i++) {
      browser.switchTo().activeElement().sendKeys(Keys.TAB);
      if (way.equals(browser.switchTo().activeElement().getDomAttribute("data-way"))) {
        return;
      }
    }
    throw new AssertionError("the keyboard does not lead to " + way);
  }
}
