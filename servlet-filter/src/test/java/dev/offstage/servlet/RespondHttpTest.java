package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An early answer and a kept result are HTTP as its standards have it. */
@ParameterizedClass
@EnumSource
class RespondHttpTest {
  @Parameter Way way;
  private static final String PAGE = "Accept: text/html";

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  @TempDir private Path folder;
  private Webapp app;
  private RespondClient client;

  @BeforeEach
  void start() throws Exception {
    app =
        way.dropIn(24)
            .param(
                "offstage.respond",
                "GET POST PUT /p/** always page\nGET POST PUT /always/** always\nGET POST PUT /**")
            .servlet(
                "/go/*",
                (request, response) -> {
                  response.setStatus(302);
                  response.setHeader("Location", request.getHeader("X-To"));
                })
            .servlet(
                "/tagged",
                (request, response) -> {
                  response.setHeader("ETag", "\"v1\"");
                  response.setDateHeader("Last-Modified", 1_000_000_000_000L);
                  response.setHeader("Cache-Control", "public, max-age=60");
                  response.addHeader("Set-Cookie", "size=large");
                  if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
                    response.setStatus(304);
                  } else {
                    response.getWriter().write("0123456789");
                  }
                })
            .servlet(
                "/large",
                (request, response) -> response.getOutputStream().write(new byte[200_000]))
            .servlet(
                "/*",
                (request, response) -> {
                  seen.add(
                      request.getMethod()
                          + " query "
                          + request.getQueryString()
                          + " prefer "
                          + request.getHeader("Prefer")
                          + " range "
                          + request.getHeader("Range")
                          + " match "
                          + request.getHeader("If-Match"));
                  response.getWriter().write("seen by " + Thread.currentThread().getName());
                });
    app.context.setAttribute(ServletContext.TEMPDIR, folder.toFile());
    app.start();
    client = new RespondClient(app);
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private String redirectOf(String path, String to) throws IOException {
    return client.result(client.begun(path, "X-To: " + to)).header("Location");
  }

  @ParameterizedTest
  @CsvSource({
    "?done=1, /shop/go/on?done=1",
    "#top, /shop/go/on?x=1#top",
    "next, /shop/go/next",
    "/other, /other",
    "../a/./b, /shop/a/b",
    "http://there/x, http://there/x"
  })
  void a_redirect_leads_where_the_application_has_sent_it(String to, String expected)
      throws Exception {
    assertThat(redirectOf("/go/on?x=1", to)).isEqualTo(expected);
  }

  @Test
  void a_result_for_a_browser_keeps_the_query_and_takes_more_parameters() throws Exception {
    String status = client.send("POST", "/shop/p/a%20b?year=2025", PAGE).header("Location");
    String result = client.awaitEndOf(status, PAGE).header("Location");
    assertThat(result).matches("/shop/p/a%20b\\?year=2025&_offstage=[\\w-]{22}");
    assertThat(client.get(result).body()).startsWith("seen by");
    assertThat(client.get(result + "&sort=name").body()).startsWith("seen by");
    assertThat(seen).containsExactly("POST query year=2025 prefer null range null match null");
  }

  @Test
  void a_form_that_is_sent_to_the_url_of_a_result_begins_anew() throws Exception {
    String status = client.send("POST", "/shop/p/x?year=1", PAGE).header("Location");
    String result = client.awaitEndOf(status, PAGE).header("Location");
    String again = client.send("POST", result, PAGE).header("Location");
    String next = client.awaitEndOf(again, PAGE).header("Location");
    assertThat(next).startsWith("/shop/p/x?year=1&_offstage=").isNotEqualTo(result);
    assertThat(seen).hasSize(2).allMatch(it -> it.startsWith("POST query year=1 "));
  }

  @Test
  void conditions_and_ranges_are_for_the_result_and_not_for_the_work() throws Exception {
    String status =
        client
            .send(
                "GET",
                "/shop/tagged",
                "If-None-Match: \"v1\"",
                "Range: bytes=0-1",
                "Prefer: respond-async")
            .header("Location");
    String result = client.awaitEnd(status).header("Location");
    RawClient.Reply whole = client.get(result);
    assertThat(whole.status()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo("0123456789");
    assertThat(whole.header("ETag")).isEqualTo("\"v1\"");
    assertThat(whole.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(client.get(result, "If-None-Match: W/\"v1\"").status()).isEqualTo(304);
    assertThat(client.get(result, "If-Modified-Since: Sun, 09 Sep 2001 01:46:40 GMT").status())
        .isEqualTo(304);
    assertThat(client.get(result, "If-Match: \"v2\"").status()).isEqualTo(412);
    RawClient.Reply part = client.get(result, "Range: bytes=2-4", "If-Range: \"v1\"");
    assertThat(part.status()).isEqualTo(206);
    assertThat(part.body()).isEqualTo("234");
    assertThat(part.header("Content-Range")).isEqualTo("bytes 2-4/10");
    assertThat(client.get(result, "Range: bytes=2-4", "If-Range: \"v2\"").status()).isEqualTo(200);
    RawClient.Reply outside = client.get(result, "Range: bytes=10-");
    assertThat(outside.status()).isEqualTo(416);
    assertThat(outside.header("Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void a_result_without_a_tag_gets_one_so_that_a_download_can_go_on() throws Exception {
    String result = client.awaitEnd(client.begun("/plain")).header("Location");
    RawClient.Reply whole = client.get(result);
    String tag = whole.header("ETag");
    assertThat(tag).startsWith("\"").endsWith("\"");
    RawClient.Reply rest = client.get(result, "Range: bytes=4-", "If-Range: " + tag);
    assertThat(rest.status()).isEqualTo(206);
    assertThat(whole.body()).isEqualTo("seen" + rest.body());
  }

  /** It keeps a writer from overwriting what it has not seen, so it is the work's. */
  @Test
  void the_condition_of_a_change_reaches_the_work() throws Exception {
    client.result(
        client
            .send("PUT", "/shop/x", "If-Match: \"v1\"", "Prefer: respond-async")
            .header("Location"));
    assertThat(seen.take()).endsWith("match \"v1\"");
  }

  @Test
  void one_that_cannot_be_read_any_more_is_said_in_the_log() throws Exception {
    try (LogRecords log = new LogRecords()) {
      String result = client.awaitEnd(client.begun("/large")).header("Location");
      try (Stream<Path> files = Files.walk(folder)) {
        files.filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
      }
      assertThat(client.get(result).status()).isEqualTo(500);
      assertThat(log.warnings())
          .singleElement()
          .isEqualTo("offstage: a kept response could not be written");
    }
  }

  @Test
  void cookies_come_with_the_first_result_that_has_a_body() throws Exception {
    String result = client.awaitEnd(client.begun("/tagged")).header("Location");
    assertThat(client.head(result).header("Set-Cookie")).isNull();
    assertThat(client.get(result, "If-None-Match: \"v1\"").header("Set-Cookie")).isNull();
    assertThat(client.get(result).header("Set-Cookie")).startsWith("size=large");
    assertThat(client.get(result).header("Set-Cookie")).isNull();
  }

  @Test
  void no_shared_cache_keeps_a_result() throws Exception {
    String result = client.awaitEnd(client.begun("/tagged")).header("Location");
    assertThat(client.get(result).header("Cache-Control")).isEqualTo("private, max-age=60");
    result = client.awaitEnd(client.begun("/plain")).header("Location");
    assertThat(client.get(result).header("Cache-Control")).isEqualTo("private, no-store");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo=\"a, respond-async, b\" | 200 |",
        "respond-async, return=minimal | 202 | return=minimal",
        "return=minimal; x=\"a, b\", wait=1, respond-async | 202 | return=minimal; x=\"a, b\"",
        "RESPOND-ASYNC; foo=bar | 202 |",
      })
  void preferences_are_read_as_they_are_written(String prefer, int status, String left)
      throws Exception {
    RawClient.Reply reply = client.send("POST", "/shop/x", "Prefer: " + prefer);
    assertThat(reply.status()).isEqualTo(status);
    if (status == 202) {
      client.awaitEnd(reply.header("Location"));
      assertThat(seen.take()).contains(" prefer " + left + " range");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html;q=0, application/json",
        "text/html; q=0.000",
        "application/json, text/html;q=0.5",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "*/*",
      })
  void who_wants_no_page_gets_json(String accept) throws Exception {
    RawClient.Reply reply = client.send("POST", "/shop/p/x", "Accept: " + accept);
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Vary")).isEqualTo("Prefer, Accept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
  void a_browser_gets_the_page(String accept) throws Exception {
    RawClient.Reply reply = client.send("POST", "/shop/p/x", "Accept: " + accept);
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("Vary")).isEqualTo("Prefer, Accept");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Accept: text/event-stream;q=0", "Upgrade: websocket\r\nConnection: Upgrade"})
  void a_rule_for_every_request_is_not_got_round(String header) throws Exception {
    assertThat(client.send("POST", "/shop/always/x", header).status()).isEqualTo(202);
  }

  /** Their framework waits for the answer of the application, and would not understand another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Requested-With: XMLHttpRequest",
        "Faces-Request: partial/ajax",
        "Sec-Fetch-Dest: empty",
        "HX-Request: true",
      })
  void a_script_of_a_page_is_answered_as_before(String header) throws Exception {
    RawClient.Reply reply = client.send("POST", "/shop/p/x", header, PAGE);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).startsWith("seen by qtp");
    assertThat(client.send("POST", "/shop/p/x", header, "Prefer: respond-async").status())
        .isEqualTo(202);
  }

  @Test
  void a_get_whose_answer_depends_on_its_preference_says_so() throws Exception {
    assertThat(client.get("/shop/x").header("Vary")).isEqualTo("Prefer");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'GET, HEAD, DELETE, OPTIONS'",
    "/result, 'GET, HEAD, OPTIONS'",
    "/cancel, 'POST, OPTIONS'"
  })
  void its_resources_tell_what_they_can(String part, String allowed) throws Exception {
    String status = client.begun("/plain");
    RawClient.Reply options = client.send("OPTIONS", status + part);
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo(allowed);
  }
}
