package dev.offstage.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Asynchronous requests as OData has them, 4.01 part 1, section 11.6. */
class RespondODataTest {
  private static final String MONITOR = "Location";
  private static final String ENCLOSED = "Accept: application/http";
  private static final String DIRECT = "Accept: application/json";

  private static StyledWebapp app(String... params) throws Exception {
    return StyledWebapp.with("style=odata", params);
  }

  @Test
  void the_monitor_is_a_202_with_its_whole_url_until_the_end() throws Exception {
    try (StyledWebapp styled = app()) {
      RawClient.Reply accepted = styled.client.begin("/slow");
      assertThat(accepted.status()).isEqualTo(202);
      assertThat(accepted.header(MONITOR))
          .matches("http://localhost/shop/_offstage/tasks/[\\w-]{22}/odata");
      assertThat(accepted.header("Preference-Applied")).isEqualTo("respond-async");
      styled.gate.awaitArrived(1);
      RawClient.Reply status = styled.client.get(styled.path(accepted.header(MONITOR)));
      assertThat(status.status()).isEqualTo(202);
      assertThat(status.header(MONITOR)).isEqualTo(accepted.header(MONITOR));
      assertThat(status.header("Retry-After")).isEqualTo("2");
      assertThat(status.header("AsyncResult")).isNull();
    }
  }

  @Test
  void the_whole_response_is_enclosed_for_who_accepts_that() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/created?version=4.0", MONITOR);
      RawClient.Reply end = styled.ended(monitor, ENCLOSED);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.header("Content-Type")).isEqualTo("application/http");
      assertThat(end.header("OData-Version")).isEqualTo("4.0");
      assertThat(end.header("AsyncResult")).isEqualTo("201");
      assertThat(end.header("Cache-Control")).isEqualTo("no-store");
      assertThat(end.header("Set-Cookie")).isEqualTo("size=large");
      assertThat(end.body())
          .startsWith("HTTP/1.1 201 Created\r\n")
          .contains("Location: /shop/Orders(1)\r\n", "Content-Type: application/json")
          .endsWith("Content-Length: 8\r\n\r\n{\"Id\":1}")
          .doesNotContain("Set-Cookie");
      RawClient.Reply again = styled.client.get(monitor, ENCLOSED);
      assertThat(again.body()).isEqualTo(end.body());
      assertThat(again.header("Set-Cookie")).isNull();
      RawClient.Reply head = styled.client.head(monitor, ENCLOSED);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo(end.header("Content-Length"));
    }
  }

  @Test
  void the_response_takes_the_place_of_the_monitor_for_who_does_not() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/created?version=4.01", MONITOR);
      RawClient.Reply end = styled.ended(monitor, DIRECT, "If-None-Match: *", "Range: bytes=0-1");
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.header("AsyncResult")).isEqualTo("201");
      assertThat(end.header("Location")).isEqualTo("/shop/Orders(1)");
      assertThat(end.header("OData-Version")).isEqualTo("4.01");
      assertThat(end.header("Vary")).contains("Accept", "OData-MaxVersion");
      assertThat(end.body()).isEqualTo("{\"Id\":1}");
      RawClient.Reply head = styled.client.head(monitor, DIRECT);
      assertThat(head.header("AsyncResult")).isEqualTo("201");
      assertThat(head.header("Content-Length")).isEqualTo("8");
    }
  }

  /** What a client without {@code Accept} gets depends on the version that it speaks. */
  @ParameterizedTest
  @CsvSource({
    "4.0, , true",
    "4.01, , false",
    "4.01, 4.0, true",
    "4.0, 4.01, true",
    "4.01, 4.01, false",
    ", , true",
    ", 4.01, false"
  })
  void without_a_preference_the_version_decides(String version, String most, boolean enclosed)
      throws Exception {
    try (StyledWebapp styled = app()) {
      String query = version == null ? "" : "?version=" + version;
      String monitor = styled.begun("/created" + query, MONITOR);
      RawClient.Reply end =
          most == null ? styled.ended(monitor) : styled.ended(monitor, "OData-MaxVersion: " + most);
      assertThat(end.header("Content-Type"))
          .startsWith(enclosed ? "application/http" : "application/json");
      assertThat(end.header("AsyncResult")).isEqualTo("201");
    }
  }

  @Test
  void a_range_of_types_does_not_name_the_one_that_encloses() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/quick", MONITOR);
      assertThat(styled.ended(monitor, "Accept: */*").body()).isEqualTo("quick");
      assertThat(styled.client.get(monitor, "Accept: */*, application/http;q=0.1").body())
          .startsWith("HTTP/1.1 200 OK\r\n");
    }
  }

  @ParameterizedTest
  @CsvSource({"/refused, 404, Client Error, no such order", "/broken, 500, Server Error, broken"})
  void an_error_of_the_webapp_comes_as_any_response(
      String path, int status, String reason, String body) throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun(path, MONITOR);
      RawClient.Reply end = styled.ended(monitor, ENCLOSED);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.body())
          .startsWith("HTTP/1.1 " + status + " " + reason + "\r\n")
          .endsWith("\r\n\r\n" + body);
      end = styled.client.get(monitor, DIRECT);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.header("AsyncResult")).isEqualTo(String.valueOf(status));
      assertThat(end.body()).isEqualTo(body);
    }
  }

  @Test
  void a_response_without_a_body_has_none() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/nothing", MONITOR);
      assertThat(styled.ended(monitor, ENCLOSED).body())
          .startsWith("HTTP/1.1 204 No Content\r\n")
          .endsWith("\r\n\r\n")
          .doesNotContain("Content-Length");
      RawClient.Reply direct = styled.client.get(monitor, DIRECT);
      assertThat(direct.status()).isEqualTo(200);
      assertThat(direct.header("AsyncResult")).isEqualTo("204");
      assertThat(direct.body()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/http", "application/octet-stream"})
  void bytes_stay_as_they_are(String accept) throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/binary", MONITOR);
      styled.ended(monitor, DIRECT);
      URI url = URI.create("http://127.0.0.1:" + styled.app.port() + monitor);
      HttpRequest request = HttpRequest.newBuilder(url).header("Accept", accept).build();
      byte[] body =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
      assertThat(new String(body, ISO_8859_1))
          .endsWith(new String(StyledWebapp.BINARY, ISO_8859_1))
          .matches(text -> text.length() > 256 == accept.equals("application/http"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void work_without_a_response_is_an_error_of_the_server(boolean reasons) throws Exception {
    try (LogRecords log = new LogRecords();
        StyledWebapp styled = app("offstage.respond.reasons", String.valueOf(reasons))) {
      String monitor = styled.begun("/throws", MONITOR);
      RawClient.Reply end = styled.ended(monitor, ENCLOSED);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.body())
          .startsWith("HTTP/1.1 500 Server Error\r\nContent-Type: application/json\r\n")
          .contains("\r\n\r\n{\"error\":{\"code\":\"failed\",\"message\":\"The work for")
          .matches(body -> body.contains("broke off") == reasons);
      end = styled.client.get(monitor, DIRECT);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.header("AsyncResult")).isEqualTo("500");
      assertThat(end.body()).startsWith("{\"error\":{\"code\":\"failed\"");
      assertThat(log.warnings()).isNotEmpty();
    }
  }

  @Test
  void after_delete_there_is_no_monitor_whatever_the_work_was_doing() throws Exception {
    try (StyledWebapp styled = app()) {
      String running = styled.begun("/slow", MONITOR);
      styled.gate.awaitArrived(1);
      String waiting = styled.begun("/slow", MONITOR);
      for (String monitor : new String[] {waiting, running}) {
        assertThat(styled.client.send("DELETE", monitor).status()).isEqualTo(204);
        RawClient.Reply gone = styled.client.get(monitor);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.body()).startsWith("{\"error\":{\"code\":\"not-found\"");
      }
      await().until(() -> styled.gate.interrupted() == 1);
      String ended = styled.begun("/quick", MONITOR);
      assertThat(styled.ended(ended, DIRECT).body()).isEqualTo("quick");
      assertThat(styled.client.send("DELETE", ended).status()).isEqualTo(204);
      assertThat(styled.client.get(ended).status()).isEqualTo(404);
      assertThat(styled.gate.arrived()).isEqualTo(1);
    }
  }

  @Test
  void what_somebody_else_has_cancelled_is_an_error_of_the_server() throws Exception {
    try (StyledWebapp styled = app()) {
      String monitor = styled.begun("/slow", MONITOR);
      styled.client.send("POST", monitor.replace("/odata", "/cancel"));
      RawClient.Reply end = styled.ended(monitor);
      assertThat(end.status()).isEqualTo(200);
      assertThat(end.header("AsyncResult")).isEqualTo("503");
      assertThat(end.body()).startsWith("HTTP/1.1 503 ").contains("\"code\":\"cancelled\"");
    }
  }
}
