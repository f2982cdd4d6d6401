package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openqa.selenium.By;

/** What a browser shows once the slow answer to a form is there, or will never be. */
@Timeout(180)
class WaitingPageEndsIT extends FormInBrowser {
  @Test
  void a_file_is_saved_once_and_the_page_says_that_it_is_done() throws Exception {
    submit("/reports/year", "file");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitForTitle("Your request is done");
    Path file = withScripts.download("report.txt");
    waitFor("the file", () -> Files.isRegularFile(file));
    assertThat(file).hasContent("all years");
    assertThat(browser.findElement(By.id("result")).getDomProperty("href"))
        .startsWith(app.url("/reports/year?_offstage="));
    accessible("done");
    assertThat(withScripts.download("report (1).txt")).doesNotExist();
  }

  @Test
  void an_answer_that_leads_elsewhere_does_so() {
    submit("/reports/year", "elsewhere");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitFor("the redirect", () -> browser.getCurrentUrl().equals(app.url("/reports/list")));
    browser.navigate().back();
    waitFor("the form", () -> browser.getCurrentUrl().equals(app.url("/reports/year")));
    assertThat(ReportServlet.POSTS).hasValue(1);
  }

  @Test
  void an_answer_without_content_is_done_as_well() {
    submit("/reports/year", "nothing");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitForTitle("Your request is done");
    assertThat(browser.findElements(By.id("result"))).isEmpty();
  }

  @Test
  void a_failure_without_an_answer_says_so() throws Exception {
    submit("/reports/year", "large");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitForTitle("Your request has failed");
    accessible("failed");
  }

  @Test
  void what_is_there_no_longer_is_a_page_and_no_json() throws Exception {
    browser.get(app.url("/_offstage/tasks/gone"));
    waitForText("state", "There is no such task.");
    accessible("missing");
    browser.get(app.url("/reports/year?_offstage=gone"));
    waitForText("state", "There is no such task.");
  }

  @Test
  void a_failure_is_shown_as_the_webapp_shows_it() {
    submit("/reports/year", "fail");
    waitForText("state", "In progress");
    ReportServlet.gate.countDown();
    waitFor("the error", () -> browser.getPageSource().contains("no such year"));
  }

  @Test
  void the_page_of_the_webapp_is_told_of_a_failure_without_an_answer() {
    submit("/own/year", "large");
    waitForText("own", "RUNNING 25");
    ReportServlet.gate.countDown();
    waitForText("own", "FAILED 25");
  }
}
