package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WindowType;

/** What a browser shows while the slow answer to a form is on its way. */
@Timeout(180)
class WaitingPageIT extends FormInBrowser {
  @Test
  void the_form_leads_to_the_page_and_the_page_to_the_answer() throws Exception {
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    waitForText("message", "page 1 of <4>");
    assertThat(browser.findElement(By.id("progress")).getDomProperty("value")).startsWith("25");
    assertThat(browser.getTitle()).isEqualTo("25% – Your request is being worked on");
    withScripts.screenshot("waiting-page");
    ReportServlet.gate.countDown();
    waitForTitle("Report of 2024");
    assertThat(browser.getCurrentUrl()).startsWith(app.url("/reports/year?_offstage="));
    assertThat(colour()).as("the relative style sheet").contains("1, 2, 3");
    assertThat(browser.findElement(By.tagName("a")).getDomProperty("href"))
        .isEqualTo(app.url("/reports/more"));
    browser.navigate().refresh();
    waitForTitle("Report of 2024");
    assertThat(ReportServlet.POSTS).hasValue(1);
  }

  @Test
  void the_way_back_leads_to_the_form() {
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitForTitle("Report of 2024");
    browser.navigate().back();
    waitForTitle("The form");
    assertThat(ReportServlet.POSTS).hasValue(1);
  }

  @Test
  void a_reload_of_the_page_sends_no_second_form() {
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    browser.navigate().refresh();
    browser.navigate().refresh();
    waitForText("state", "In progress");
    assertThat(ReportServlet.POSTS).hasValue(1);
  }

  @Test
  void two_tabs_wait_each_for_its_own_and_the_second_knows_its_place() {
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    String first = browser.getWindowHandle();
    browser.switchTo().newWindow(WindowType.TAB);
    submit("/reports/year", "2023");
    waitForText("state", "Waiting, number 1 in the queue");
    ReportServlet.gate.countDown();
    waitForTitle("Report of 2023");
    browser.close();
    browser.switchTo().window(first);
    waitForTitle("Report of 2024");
  }

  @Test
  void the_button_cancels_also_by_the_keyboard() throws Exception {
    int before = ReportServlet.INTERRUPTED.get();
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    browser.switchTo().activeElement().sendKeys(Keys.TAB);
    assertThat(browser.switchTo().activeElement().getText()).isEqualTo("Cancel");
    browser.switchTo().activeElement().sendKeys(Keys.ENTER);
    waitForTitle("Your request was cancelled");
    assertThat(browser.findElement(By.id("cancel")).isDisplayed()).isFalse();
    assertThat(browser.findElement(By.id("state")).getText())
        .isEqualTo("Part of it may have been done.");
    accessible("cancelled");
    waitFor("the interrupt", () -> ReportServlet.INTERRUPTED.get() == before + 1);
  }

  @Test
  void all_can_read_how_far_it_is() throws Exception {
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    accessible("running");
    browser.switchTo().newWindow(WindowType.TAB);
    submit("/reports/year", "2023");
    waitForText("state", "Waiting, number 1 in the queue");
    accessible("queued");
    browser.findElement(By.id("cancel")).submit();
    waitForText("state", "None of it was done.");
    closeOtherTabs();
  }

  private void closeOtherTabs() {
    List<String> tabs = List.copyOf(browser.getWindowHandles());
    for (String tab : tabs.subList(1, tabs.size())) {
      browser.switchTo().window(tab).close();
    }
    browser.switchTo().window(tabs.get(0));
  }

  /** A browser opens six connections to a server, and a stream of events takes one. */
  @Test
  void any_number_of_tabs_can_wait() {
    int tabs = 9;
    for (int i = 1; i <= tabs; i++) {
      if (i > 1) {
        browser.switchTo().newWindow(WindowType.TAB);
      }
      submit("/reports/year", String.valueOf(2000 + i));
      waitForText("state", i == 1 ? "In progress" : "Waiting, number " + (i - 1) + " in the queue");
    }
    ReportServlet.gate.countDown();
    waitForTitle("Report of " + (2000 + tabs));
    for (String tab : browser.getWindowHandles()) {
      browser.switchTo().window(tab);
      waitFor("the report", () -> browser.getTitle().startsWith("Report of 20"));
    }
    closeOtherTabs();
    assertThat(ReportServlet.POSTS).hasValue(tabs);
  }

  @Test
  void without_scripts_the_page_loads_itself_again() throws Exception {
    browser = withoutScripts.driver();
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    withoutScripts.screenshot("waiting-page-without-scripts");
    ReportServlet.gate.countDown();
    waitForTitle("Report of 2024");
    assertThat(ReportServlet.POSTS).hasValue(1);
  }

  @Test
  void without_scripts_it_can_be_cancelled_and_a_file_is_saved() throws Exception {
    browser = withoutScripts.driver();
    submit("/reports/year", "2024");
    waitForText("state", "In progress");
    browser.findElement(By.tagName("button")).click();
    waitForTitle("Your request was cancelled");
    submit("/reports/year", "file");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitForTitle("Your request is done");
    waitFor("the file", () -> Files.isRegularFile(withoutScripts.download("report.txt")));
  }

  @Test
  void the_webapp_may_have_a_page_of_its_own() {
    submit("/own/year", "2024");
    waitForText("own", "RUNNING 25");
    ReportServlet.gate.countDown();
    waitForTitle("Report of 2024");
  }
}
