package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A servlet that knows nothing of Offstage answers at once, by a line in web.xml. */
interface RespondTests extends Site {
  String ASYNC = "respond-async";

  private static String location(HttpResponse<?> accepted) {
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Preference-Applied")).hasValue(ASYNC);
    return accepted.headers().firstValue("Location").orElseThrow();
  }

  /** As a client does it: asks again until there is the way to the result, and goes there. */
  private static HttpResponse<String> result(Client client, String status) throws Exception {
    HttpResponse<String> done =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> client.get(status), answer -> answer.statusCode() != 202);
    assertThat(done.statusCode()).isEqualTo(303);
    return client.get(done.headers().firstValue("Location").orElseThrow());
  }

  @ParameterizedTest
  @EnumSource
  default void a_slow_url_is_accepted_while_its_servlet_is_held(Version version) throws Exception {
    Client shop = new Client(server(), "shop", version);
    String connection = shop.connection();
    String gate = "report-" + version;
    HttpResponse<String> accepted = shop.prefer(ASYNC, "report/plain?name=ann&gate=" + gate);
    String status = location(accepted);
    assertThat(accepted.version()).isEqualTo(version);
    assertThat(shop.connection()).as("the connection is free").isEqualTo(connection);
    shop.awaitEvent("begun " + gate);
    HttpResponse<String> running = shop.get(status);
    assertThat(running.statusCode()).isEqualTo(202);
    assertThat(running.body()).contains("\"state\":\"RUNNING\"");
    shop.open(gate);
    HttpResponse<String> report = result(shop, status);
    assertThat(report.statusCode()).isEqualTo(201);
    assertThat(report.headers().firstValue("X-Report")).hasValue("yes");
    assertThat(report.body())
        .startsWith("GET " + server().baseUri() + "shop/report/plain ann for null, staff false")
        .endsWith("from 127.0.0.1, passage null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain?name=zo%C3%AB",
        "stream",
        "flush",
        "forward",
        "include",
        "jsp",
        "redirect",
        "conflict",
        "throw",
        "nothing",
        "cookie"
      })
  default void the_result_is_what_the_url_gives_without_the_rule(String name) throws Exception {
    boolean noJsp = platform().container().has(Container.Limit.NO_JSP);
    String way = name.equals("jsp") && noJsp ? "page" : name;
    for (String webapp : new String[] {"shop", "pages"}) {
      Client client = client(webapp);
      HttpResponse<String> before = client.get("report/" + way);
      HttpResponse<String> after = result(client, location(client.prefer(ASYNC, "report/" + way)));
      assertThat(after.statusCode()).isEqualTo(before.statusCode());
      if (webapp.equals("pages") || !way.equals("throw")) {
        // A server's own page has a stack trace in it, and that is another one.
        assertThat(after.body()).isEqualTo(before.body());
      }
      for (String header : new String[] {"Content-Type", "X-Report"}) {
        assertThat(after.headers().allValues(header)).isEqualTo(before.headers().allValues(header));
      }
      assertThat(withoutHost(after)).isEqualTo(withoutHost(before));
      if (way.equals("cookie")) {
        assertThat(after.headers().allValues("Set-Cookie"))
            .anyMatch(it -> it.startsWith("flavour=oat"))
            .anyMatch(it -> it.startsWith("size=large"));
      }
    }
  }

  private static String withoutHost(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .map(it -> it.replaceFirst("http://[^/]*", "").replaceFirst("^plain", "/shop/report/plain"))
        .map(it -> it.replaceFirst("^/[a-z]*/", "/"))
        .orElse("");
  }

  @Test
  default void a_form_reaches_the_servlet_as_it_was_sent() throws Exception {
    Client shop = client("shop");
    Map<String, String> form = Map.of("name", "zoë & co");
    String before = shop.submit("report/plain", form).body();
    assertThat(before).startsWith("POST ").contains(" & co for null");
    assertThat(result(shop, location(shop.prefer(ASYNC, "report/plain", form))).body())
        .isEqualTo(before);
  }

  @Test
  default void an_uploaded_file_reaches_the_servlet() throws Exception {
    Client shop = client("shop");
    HttpResponse<String> accepted =
        shop.preferring(ASYNC).upload("report/upload", "eve", "photo.png", "x".repeat(200_000));
    assertThat(result(shop, location(accepted)).body()).isEqualTo("eve with photo.png 200000");
  }

  @Test
  default void a_session_that_the_work_begins_is_the_clients() throws Exception {
    Client shop = client("shop");
    String status = location(shop.prefer(ASYNC, "report/session?name=kim"));
    assertThat(result(shop, status).body()).isEqualTo("session of kim");
    assertThat(shop.get("report/session").body()).isEqualTo("session of kim");
  }

  @Test
  default void the_work_sees_and_changes_the_session_of_its_user() throws Exception {
    Client shop = client("shop");
    shop.get("report/session?name=lee");
    assertThat(result(shop, location(shop.prefer(ASYNC, "report/session"))).body())
        .isEqualTo("session of lee");
    result(shop, location(shop.prefer(ASYNC, "report/session?name=max")));
    assertThat(shop.get("report/session").body()).isEqualTo("session of max");
  }

  @Test
  default void the_work_has_the_user_who_is_logged_in_and_nobody_else_sees_it() throws Exception {
    Client shop = client("shop");
    shop.browse("secret");
    shop.submit(
        "j_security_check",
        Map.of("j_username", AbstractServer.USER, "j_password", AbstractServer.PASSWORD));
    // As a browser: some servers end the login with the page that it was for.
    shop.get("secret");
    String status = location(shop.prefer(ASYNC, "secret/report"));
    assertThat(result(shop, status).body()).contains("for ann, staff true");
    Client other = client("shop");
    HttpResponse<String> unknown = other.get("_offstage/tasks/AAAAAAAAAAAAAAAAAAAAAA");
    for (String path : new String[] {status, status + "/result"}) {
      HttpResponse<String> refused = other.get(path);
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).isEqualTo(unknown.body());
    }
  }

  /** To some servers that is a path of the webapp; to a browser it is another host. */
  @Test
  default void no_url_that_is_given_out_leads_to_another_host() throws Exception {
    HttpResponse<String> reply =
        client("shop")
            .prefer(ASYNC, server().baseUri() + "/evil.example/..;/shop/report/plain?name=ann");
    assertThat(reply.statusCode()).isIn(202, 400, 404);
    assertThat(reply.headers().firstValue("Location").orElse("/shop/")).startsWith("/shop/");
    assertThat(reply.body()).doesNotContain("\"url\":\"//");
  }

  @Test
  default void a_task_that_waits_is_cancelled_and_never_begins() throws Exception {
    Client shop = client("shop");
    location(shop.prefer(ASYNC, "slow/plain?gate=first-slow"));
    shop.awaitEvent("begun first-slow");
    String status = location(shop.prefer(ASYNC, "slow/plain?gate=second-slow"));
    assertThat(shop.get(status).body()).contains("\"state\":\"QUEUED\"", "\"position\":1");
    HttpResponse<String> refused = shop.prefer(ASYNC, "slow/plain?gate=third-slow");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(shop.delete(status).statusCode()).isEqualTo(204);
    assertThat(shop.get(status).body()).contains("\"state\":\"CANCELLED\"");
    shop.open("first-slow");
    shop.awaitEvent("done first-slow");
    assertThat(shop.events()).noneMatch(event -> event.contains("second-slow"));
  }

  @Test
  default void a_task_that_runs_is_interrupted() throws Exception {
    Client shop = client("shop");
    String status = location(shop.prefer(ASYNC, "report/plain?gate=endless"));
    shop.awaitEvent("begun endless");
    assertThat(shop.delete(status).statusCode()).isEqualTo(202);
    assertThat(shop.get(status).body()).contains("\"state\":\"CANCELLED\"");
    assertThat(shop.delete(status).statusCode()).isEqualTo(204);
    assertThat(shop.get(status).statusCode()).isEqualTo(404);
    shop.awaitEvent("interrupted endless");
  }

  @Test
  default void who_waits_for_a_task_is_answered_when_it_ends() throws Exception {
    Client shop = client("shop");
    String status = location(shop.prefer(ASYNC, "report/plain?gate=long-poll"));
    CompletableFuture<HttpResponse<String>> done = shop.preferring("wait=40").getLater(status);
    shop.awaitEvent("begun long-poll");
    assertThat(done).isNotDone();
    shop.open("long-poll");
    assertThat(done.get().statusCode()).isEqualTo(303);
  }

  @Test
  default void the_event_stream_tells_the_end() throws Exception {
    Client shop = client("shop");
    String status = location(shop.prefer(ASYNC, "report/plain?gate=events"));
    shop.awaitEvent("begun events");
    Stream<String> events = shop.lines(status, "text/event-stream");
    shop.open("events");
    assertThat(events)
        .anyMatch(line -> line.startsWith("data: {") && line.contains("\"RUNNING\""))
        .contains("event: end")
        .anyMatch(line -> line.startsWith("data: {") && line.contains("\"SUCCEEDED\""));
  }

  /** A filter that is mapped for requests only, and without async support, as nearly all are. */
  @Test
  default void the_work_goes_through_the_filters_of_the_webapp() throws Exception {
    Client shop = client("shop");
    assertThat(result(shop, location(shop.prefer(ASYNC, "plain/report"))).body())
        .isEqualTo("through the filter");
  }

  @Test
  default void it_works_where_a_filter_entry_starts_everything() throws Exception {
    Client closed = client("closed");
    assertThat(result(closed, location(closed.prefer(ASYNC, "report/forward"))).body())
        .isEqualTo("target of forward");
  }

  /** The entry of the filter there is for the dispatcher REQUEST alone. */
  @Test
  default void a_request_that_waits_for_its_answer_is_worked_on_once() throws Exception {
    Client closed = client("closed");
    CompletableFuture<HttpResponse<String>> later =
        closed
            .preferring(ASYNC + ", wait=40")
            .getLater("report/plain?name=once&gate=waits-in-closed");
    closed.awaitEvent("begun waits-in-closed");
    assertThat(later).isNotDone();
    closed.open("waits-in-closed");
    HttpResponse<String> report = later.get();
    assertThat(report.statusCode()).isEqualTo(201);
    assertThat(report.body()).contains(" once for null");
    assertThat(closed.events()).filteredOn(it -> it.startsWith("begun waits-in-closed")).hasSize(1);
  }

  /** Whether the connection goes on after it or ends with it. */
  @ParameterizedTest
  @ValueSource(strings = {"broken", "broken?close", "short", "short?close"})
  default void a_response_that_breaks_off_is_no_result(String way) throws Exception {
    Client shop = client("shop");
    HttpResponse<String> result = result(shop, location(shop.prefer(ASYNC, "report/" + way)));
    assertThat(result.statusCode()).isEqualTo(500);
    assertThat(result.body()).contains("/problems/failed").doesNotContain("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"whole", "whole?close"})
  default void a_response_that_has_begun_and_ends_is_a_result(String way) throws Exception {
    Client shop = client("shop");
    HttpResponse<String> result = result(shop, location(shop.prefer(ASYNC, "report/" + way)));
    assertThat(result.statusCode()).isEqualTo(200);
    assertThat(result.body()).isEqualTo("first second");
  }
}
