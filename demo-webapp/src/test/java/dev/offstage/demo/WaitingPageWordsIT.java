package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;

/** What the waiting page says, in which language, and where it leads. */
@Timeout(180)
class WaitingPageWordsIT extends TwoBrowsers {
  @TempDir private Path folder;
  private WaitingTab tab;
  private ChromeDriver browser;

  @BeforeEach
  void start() throws Exception {
    tab = new WaitingTab(withScripts, folder);
    browser = tab.browser();
  }

  @AfterEach
  void stop() throws Exception {
    withScripts.driver().get("about:blank");
    withScripts.languages("en");
    tab.close();
  }

  @Test
  void it_counts_the_time_and_says_that_one_may_leave() {
    tab.submit();
    tab.waitFor("a second", () -> tab.text("elapsed").matches("0:0[1-9]"));
    assertThat(tab.text("leave")).startsWith("You may leave this page: the work goes on.");
    assertThat(tab.text("percent")).isEqualTo("25%");
    String address = browser.getCurrentUrl();
    browser.get("about:blank");
    tab.answer();
    browser.get(address);
    tab.waitFor("the result", () -> browser.getTitle().startsWith("Report of"));
  }

  @Test
  void the_link_leads_back_to_the_form() {
    tab.submit();
    tab.element("back").click();
    tab.waitFor("the form", () -> browser.getTitle().equals("The form"));
    assertThat(browser.getCurrentUrl()).isEqualTo(tab.url("/reports/year"));
  }

  @Test
  void after_a_cancel_a_form_has_to_be_submitted_again() {
    tab.submit();
    tab.element("cancel").submit();
    tab.waitFor("the end", () -> browser.getTitle().equals("Your request was cancelled"));
    assertThat(tab.text("resubmit")).contains("submit the form once more");
    assertThat(browser.findElements(By.id("again"))).isEmpty();
    assertThat(tab.element("leave").isDisplayed()).isFalse();
    tab.element("back").click();
    tab.waitFor("the form", () -> browser.getTitle().equals("The form"));
  }

  @Test
  void after_a_cancel_a_link_tries_a_get_again() {
    browser.get(tab.url("/slow/year?year=2024"));
    tab.waitFor("the page", () -> tab.element("cancel").isDisplayed());
    tab.element("cancel").submit();
    tab.waitFor("the end", () -> browser.getTitle().equals("Your request was cancelled"));
    assertThat(tab.text("resubmit")).isEmpty();
    tab.answer();
    tab.element("again").click();
    tab.waitFor("the result", () -> browser.getTitle().equals("Report of 2024"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de-AT,de;q=0.9,en;q=0.8 | de | In Bearbeitung | 25\u00a0% | Abbrechen",
        "fr                      | fr | En cours       | 25\u00a0% | Annuler",
        "es-MX,es                | es | En curso       | 25\u00a0% | Cancelar",
        "zh-CN,zh                | zh | 处理中          | 25%      | 取消",
        "ja                      | ja | 処理中です       | 25%      | キャンセル",
        "ru                      | ru | Выполняется    | 25\u00a0% | Отменить",
        "it,pt                   | en | In progress    | 25%      | Cancel"
      })
  void it_is_in_the_language_of_the_browser_also_what_the_script_says(
      String accepted, String language, String running, String percent, String cancel)
      throws IOException {
    withScripts.languages(accepted);
    tab.submit();
    tab.waitFor(running, () -> tab.text("state").equals(running));
    tab.waitFor(percent, () -> browser.getTitle().startsWith(percent + " – "));
    assertThat(browser.findElement(By.tagName("html")).getDomAttribute("lang")).isEqualTo(language);
    // The driver's text has plain blanks.
    assertThat(tab.element("percent").getDomProperty("textContent")).isEqualTo(percent);
    assertThat(browser.findElement(By.tagName("button")).getText()).isEqualTo(cancel);
    withScripts.screenshot("waiting-page-" + language);
  }

  @Test
  void without_scripts_it_says_the_same() throws Exception {
    tab.close();
    tab = new WaitingTab(withoutScripts, folder);
    browser = tab.browser();
    tab.submit();
    tab.waitFor("a reload", () -> tab.text("elapsed").matches("0:0[1-9]"));
    assertThat(tab.text("percent")).isEqualTo("25%");
    assertThat(tab.text("leave")).startsWith("You may leave");
    tab.element("back").click();
    tab.waitFor("the form", () -> browser.getTitle().equals("The form"));
  }
}
