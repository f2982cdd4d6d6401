package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar dropped into a webapp, no agent. */
@ParameterizedClass
@EnumSource
record DropInIT(Container container) {
  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    server = container.newServer();
    server.start(
        List.of(
            War.named("shop")
                .contextParam("offstage.pool.size", "3")
                .contextParam("offstage.pool.tiny.size", "1")
                .contextParam("offstage.pool.tiny.queue", "1"),
            War.named("pages").withErrorPage(),
            War.named("closed").closedWithFilter("pool.size", "5"),
            War.named("bad").contextParam("offstage.pool.size", "many")));
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void one_line_in_the_log_says_what_is_in_effect() {
    assertThat(server.log())
        .filteredOn(line -> line.contains("for 'shop'"))
        .singleElement()
        .asString()
        .contains("Offstage 0.", "pool default (size 3,", "pool tiny (size 1, queue 1,")
        .contains("agent not attached");
  }

  @Test
  void a_reply_is_written_later_by_the_pool() throws Exception {
    Client shop = new Client(server, "shop");
    CompletableFuture<HttpResponse<String>> reply = shop.getLater("reply/later?gate=later");
    shop.awaitEvent("begun later");
    assertThat(reply).isNotDone();
    shop.open("later");
    assertThat(reply.get().statusCode()).isEqualTo(200);
    assertThat(reply.get().body()).startsWith("written by offstage-shop-default-");
  }

  @Test
  void an_answer_comes_first_and_its_connection_is_free_while_the_work_is_held() throws Exception {
    Client shop = new Client(server, "shop");
    String connection = shop.connection();
    HttpResponse<String> answer = shop.get("reply/first?gate=first");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(answer.headers().firstValue("Location")).hasValue("/photos/42");
    assertThat(shop.connection()).isEqualTo(connection);
    shop.awaitEvent("begun first on offstage-shop-default-");
    assertThat(shop.events()).noneMatch(event -> event.startsWith("done first"));
    shop.open("first");
    shop.awaitEvent("done first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "throw", "error"})
  void work_after_the_response_does_not_hold_it_up(String end) throws Exception {
    Client shop = new Client(server, "shop");
    String gate = "after-" + end;
    String connection = shop.connection();
    HttpResponse<String> answer = shop.get("after/" + end + "?gate=" + gate);
    assertThat(answer.statusCode())
        .isEqualTo(
            switch (end) {
              case "throw" -> 500;
              case "error" -> 409;
              default -> 200;
            });
    shop.awaitEvent("begun " + gate + " on offstage-shop-default-");
    if (!end.equals("throw")) {
      // After an exception servers may close the connection.
      assertThat(shop.connection()).isEqualTo(connection);
    }
    assertThat(shop.events()).noneMatch(event -> event.startsWith("done " + gate));
    shop.open(gate);
    shop.awaitEvent("done " + gate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "error"})
  void work_after_the_response_begins_after_the_error_page(String end) throws Exception {
    Client pages = new Client(server, "pages");
    String gate = "page-" + end;
    int before = pages.events().size();
    assertThat(pages.get("after/" + end + "?gate=" + gate).body())
        .isEqualTo("the webapp's error page");
    pages.awaitEvent("begun " + gate);
    pages.open(gate);
    List<String> events = pages.events();
    assertThat(events.subList(before, events.size()))
        .filteredOn(event -> event.startsWith("error page") || event.startsWith("begun " + gate))
        .hasSize(2)
        .element(0)
        .asString()
        .startsWith("error page");
  }

  @Test
  void a_full_pool_is_a_503_that_says_when_to_come_again() throws Exception {
    Client shop = new Client(server, "shop");
    shop.get("tasks?pool=tiny&count=2&gate=full");
    for (String path : List.of("reply/later", "reply/first", "tasks")) {
      HttpResponse<String> refusal = shop.get(path + "?pool=tiny&count=1&gate=refused");
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.headers().firstValue("Retry-After")).hasValue("5");
      assertThat(refusal.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
    shop.open("full");
    shop.awaitEvent("done full");
    assertThat(shop.events()).noneMatch(event -> event.startsWith("begun refused"));
  }

  @Test
  void a_marked_method_runs_as_written_and_a_warning_says_why() throws Exception {
    Client shop = new Client(server, "shop");
    assertThat(server.log())
        .anyMatch(line -> line.contains("Downloads.class has @Background methods, but no agent"));
    CompletableFuture<HttpResponse<String>> answer = shop.getLater("download/now?gate=inline");
    assertThat(shop.awaitEvent("begun inline")).doesNotContain("offstage-");
    assertThat(answer).isNotDone();
    shop.open("inline");
    assertThat(answer.get().body()).isEqualTo("downloading");
  }

  @Test
  void a_wrong_setting_stops_the_deployment_and_the_log_says_all_about_it() throws Exception {
    assertThat(new Client(server, "bad").get("gates").statusCode()).isEqualTo(404);
    assertThat(server.log())
        .anyMatch(
            line ->
                line.contains("offstage.pool.size = 'many' (context-param in web.xml)")
                    && line.contains("allowed: a whole number from 1 to 10000"));
  }

  /** Seen in real applications: no initializer and no web fragment runs there. */
  @Test
  void where_initializers_are_shut_out_the_filter_entry_starts_everything() throws Exception {
    assertThat(server.log()).anyMatch(line -> line.contains("for 'closed': pool default (size 5,"));
    Client closed = new Client(server, "closed");
    assertThat(closed.get("reply/later").body()).startsWith("written by offstage-closed-default-");
    assertThat(closed.get("after/error?gate=closed").statusCode()).isEqualTo(409);
    closed.awaitEvent("begun closed on offstage-closed-default-");
    closed.open("closed");
  }
}
