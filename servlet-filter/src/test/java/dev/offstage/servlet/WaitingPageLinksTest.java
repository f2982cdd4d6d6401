package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the waiting page leads, and what it says of work that came to nothing. */
class WaitingPageLinksTest {
  private static final String FORM = "Referer: http://localhost/shop/form?year=1&b=2";

  private final Gate gate = new Gate();
  private Webapp app;
  private RespondClient browser;

  @BeforeEach
  void prepare() {
    app =
        Webapp.dropIn(24)
            .param("offstage.pool.size", "1")
            .param("offstage.respond", "GET POST /** always page")
            .servlet("/slow", (request, response) -> gate.pass())
            .servlet(
                "/broken",
                (request, response) -> {
                  response.getWriter().write("begun");
                  response.flushBuffer();
                  throw new IllegalStateException("no paper");
                });
    browser = new RespondClient(app, "Accept: text/html");
  }

  @AfterEach
  void stop() throws Exception {
    gate.open();
    app.close();
  }

  private String begun(String method, String path, String... headers) throws IOException {
    RawClient.Reply begun = browser.send(method, "/shop" + path, headers);
    assertThat(begun.status()).isEqualTo(303);
    return begun.header("Location");
  }

  private String page(String location) throws IOException {
    return browser.get(location).body();
  }

  private String cancelled(String location) throws IOException {
    browser.send("POST", location + "/cancel");
    return page(location);
  }

  @Test
  void it_leads_back_to_the_page_where_the_user_was() throws Exception {
    app.start();
    String page = page(begun("POST", "/slow", FORM));
    assertThat(page)
        .contains("<a id=\"back\" href=\"/shop/form?year=1&amp;b=2\">Back to the previous page</a>")
        .contains("You may leave this page", "Time elapsed")
        .doesNotContain("id=\"again\"", "submit the form once more");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://localhost:80/a                  | /a",
        "https://LOCALHOST:443/a?b=//c          | /a?b=//c",
        "http://localhost                       | /",
        "http://localhost?q                     | /?q",
        "http://localhost//evil.example/a       | /.//evil.example/a",
        "http://localhost/a'\"<script>          | /a&#39;&quot;&lt;script&gt;"
      })
  void a_page_of_this_server_is_a_path_on_it_and_never_a_host(String referrer, String link)
      throws Exception {
    app.start();
    assertThat(page(begun("POST", "/slow", "Referer: " + referrer)))
        .contains("<a id=\"back\" href=\"" + link + "\">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://evil.example/shop/form",
        "http://localhost.evil.example/",
        "http://localhost@evil.example/",
        "http://localhost:8080/",
        "//localhost/a",
        "javascript:alert(1)",
        "http://localhost/\\evil.example",
        "http://localhost\\@evil.example/",
        "http://localhost/\t/evil.example",
        "about:client",
        "/shop/form"
      })
  void another_site_is_no_way_back(String referrer) throws Exception {
    app.start();
    assertThat(page(begun("POST", "/slow", "Referer: " + referrer))).doesNotContain("id=\"back\"");
  }

  @ParameterizedTest
  @CsvSource({"same-origin, true", "same-site, false", "cross-site, false"})
  void what_the_browser_says_of_the_origin_decides_behind_any_proxy(String site, boolean there)
      throws Exception {
    app.start();
    String page =
        page(
            begun(
                "POST",
                "/slow",
                "Referer: https://www.shop.example/form",
                "Sec-Fetch-Site: " + site));
    assertThat(page.contains("<a id=\"back\" href=\"/form\">")).isEqualTo(there);
  }

  @Test
  void after_a_cancel_a_get_can_be_tried_again_by_a_link() throws Exception {
    app.start();
    String page = cancelled(begun("GET", "/slow?a=1&b=2"));
    assertThat(page)
        .contains("<a id=\"again\" href=\"/shop/slow?a=1&amp;b=2\">Try again</a>")
        .doesNotContain("submit the form once more");
  }

  @Test
  void after_a_cancel_a_form_has_to_be_submitted_again() throws Exception {
    app.start();
    String page = cancelled(begun("POST", "/slow", FORM));
    assertThat(page)
        .contains("To try again, go back and submit the form once more.", "id=\"back\"")
        .doesNotContain("id=\"again\"", "You may leave this page");
  }

  @Test
  void who_finds_the_server_busy_has_the_same_ways_on() throws Exception {
    app.param("offstage.pool.queue", "1").start();
    begun("POST", "/slow");
    gate.awaitArrived(1);
    begun("POST", "/slow");
    RawClient.Reply form = browser.send("POST", "/shop/slow", FORM);
    assertThat(form.status()).isEqualTo(503);
    assertThat(form.body())
        .contains("The server is busy.", "submit the form once more", "href=\"/shop/form?year=1");
    assertThat(browser.send("GET", "/shop/slow?a=1").body())
        .contains("<a id=\"again\" href=\"/shop/slow?a=1\">Try again</a>");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_failure_says_why_only_where_clients_may_know(boolean reasons) throws Exception {
    app.param("offstage.respond.reasons", String.valueOf(reasons)).start();
    String location = begun("GET", "/broken");
    String page = browser.awaitEnd(location).body();
    assertThat(page).contains("Your request has failed", "There is no answer.", "id=\"again\"");
    assertThat(page.contains("<p id=\"reason\" dir=\"auto\">Reason: ")).isEqualTo(reasons);
    assertThat(page.contains("broke off")).isEqualTo(reasons);
  }

  @Test
  void a_page_of_the_webapps_own_is_told_the_same() throws Exception {
    app.param("offstage.respond", "GET POST /slow always page=/own")
        .servlet(
            "/own",
            (request, response) -> {
              Map<?, ?> task = (Map<?, ?>) request.getAttribute("offstageTask");
              for (String key : List.of("backUrl", "againUrl", "reason", "seconds")) {
                response.getWriter().write(key + "=" + task.get(key) + ";");
              }
            })
        .start();
    assertThat(page(begun("POST", "/slow", FORM)))
        .startsWith("backUrl=/shop/form?year=1&b=2;againUrl=;reason=;seconds=");
    assertThat(page(begun("GET", "/slow?a=1"))).startsWith("backUrl=;againUrl=/shop/slow?a=1;");
  }
}
