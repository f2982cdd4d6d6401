package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AsyncReply in all its forms. */
interface ReplyTests extends Site {
  @Test
  default void a_reply_is_written_later_by_the_pool() throws Exception {
    Client shop = client("shop");
    CompletableFuture<HttpResponse<String>> reply = shop.getLater("reply/later?gate=later");
    shop.awaitEvent("begun later");
    assertThat(reply).isNotDone();
    shop.open("later");
    assertThat(reply.get().statusCode()).isEqualTo(200);
    assertThat(reply.get().body()).startsWith("written by offstage-shop-default-");
  }

  @Test
  default void a_reply_that_takes_too_long_is_a_503_and_the_work_goes_on() throws Exception {
    Client shop = client("shop");
    assertRefused(shop.get("reply/late?gate=late"));
    shop.open("late");
    shop.awaitEvent("done late");
  }

  @ParameterizedTest
  @ValueSource(strings = {"first", "see-other", "answer"})
  default void an_answer_comes_first_while_the_work_is_held(String form) throws Exception {
    Client shop = client("shop");
    HttpResponse<String> answer = shop.get("reply/" + form + "?gate=" + form);
    assertThat(answer.statusCode())
        .isEqualTo(
            switch (form) {
              case "first" -> 202;
              case "see-other" -> 303;
              default -> 200;
            });
    assertThat(answer.headers().firstValue("Location").map(it -> it.replaceAll(".*/photos/", "")))
        .isEqualTo(
            switch (form) {
              case "first" -> Optional.of("42");
              case "see-other" -> Optional.of("43");
              default -> Optional.empty();
            });
    assertThat(answer.body()).isEqualTo(form.equals("answer") ? "thank you" : "");
    shop.awaitEvent("begun " + form + " on offstage-shop-default-");
    assertThat(shop.events()).noneMatch(event -> event.startsWith("done " + form));
    shop.open(form);
    shop.awaitEvent("done " + form);
  }

  @Test
  default void a_full_pool_is_a_503_that_says_when_to_come_again() throws Exception {
    Client shop = client("shop");
    shop.get("tasks?pool=tiny&count=2&gate=full");
    for (String path : List.of("reply/later", "reply/first", "tasks")) {
      assertRefused(shop.get(path + "?pool=tiny&count=1&gate=refused"));
    }
    shop.open("full");
    shop.awaitEvent("done full");
    assertThat(shop.events()).noneMatch(event -> event.startsWith("begun refused"));
  }

  private static void assertRefused(HttpResponse<String> refusal) {
    assertThat(refusal.statusCode()).isEqualTo(503);
    assertThat(refusal.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(refusal.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
  }

  /** The webapp's own filter says nothing of async support: the most common failure of all. */
  @Test
  default void behind_a_filter_without_async_support_the_thread_waits_and_the_log_names_the_filter()
      throws Exception {
    Client shop = client("shop");
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> reply = shop.get("plain/later");
      assertThat(reply.body()).startsWith("written by offstage-shop-default-");
      assertThat(reply.statusCode()).isEqualTo(200);
    }
    String[] warning = {
      "No async support for this request: the filter 'plain' (", "PlainFilter) has no"
    };
    awaitLog(warning);
    assertThat(server().log())
        .filteredOn(line -> line.contains(warning[0]) && line.contains(warning[1]))
        .as("said once")
        .hasSize(1);
  }

  @Test
  default void behind_a_filter_without_async_support_a_reply_that_takes_too_long_is_a_503()
      throws Exception {
    Client shop = client("shop");
    assertRefused(shop.get("plain/late?gate=plain-late"));
    shop.open("plain-late");
    shop.awaitEvent("done plain-late");
  }

  @Test
  default void behind_a_filter_without_async_support_an_answer_comes_first_all_the_same()
      throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("plain/first?gate=plain").statusCode()).isEqualTo(202);
    shop.awaitEvent("begun plain on offstage-shop-default-");
    shop.open("plain");
  }

  /**
   * Written by the thread that did the work, through the filters of the webapp, or by the
   * container's thread.
   */
  @ParameterizedTest
  @CsvSource({
    "HTTP_1_1, reply",
    "HTTP_2, reply",
    "HTTP_1_1, wrapped",
    "HTTP_2, wrapped",
    "HTTP_1_1, plain",
    "HTTP_2, plain"
  })
  default void a_reply_that_fails_after_its_first_bytes_is_seen_to_be_broken(
      Version version, String by) throws Exception {
    String name = "broken-" + version + "-" + by;
    String path = by + "/broken?gate=" + name;
    if (version == Version.HTTP_2) {
      Client shop = http2Client("shop");
      // So that it is no upgrade.
      assertThat(shop.get("connection").version()).isEqualTo(version);
      assertThatThrownBy(() -> shop.get(path))
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(HttpTimeoutException.class);
    } else {
      try (KeepAlive client = new KeepAlive(server().baseUri())) {
        assertThatThrownBy(() -> client.get("/shop/" + path))
            .isInstanceOfAny(EOFException.class, SocketException.class);
      }
    }
    awaitLog("the reply to the request of '" + name + "' broke off after its first bytes");
    assertThat(server().log())
        .filteredOn(line -> line.contains("'" + name + "'"))
        .as("said once")
        .hasSize(1);
  }

  /** Those that log, count or compress it. */
  @Test
  default void a_reply_ends_with_the_share_of_the_filters_that_keep_the_body() throws Exception {
    HttpResponse<String> reply = client("shop").get("kept/later");
    if (platform().container().has(Container.Limit.KEPT_REPLIES_FAIL)) {
      assertThat(reply.statusCode()).isEqualTo(500);
      awaitLog("did not get to the client", "KeepingFilter");
      return;
    }
    assertThat(reply.body()).startsWith("written by offstage-shop-default-");
    assertThat(reply.statusCode()).isEqualTo(200);
    assertThat(reply.headers().firstValue("X-Kept")).hasValue("yes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kept", "wrapped"})
  default void a_reply_through_filters_is_written_once_for_one_run_of_the_servlet(String path)
      throws Exception {
    Client shop = client("shop");
    String gate = path + "-once";
    CompletableFuture<HttpResponse<String>> reply = shop.getLater(path + "/later?gate=" + gate);
    shop.awaitEvent("begun " + gate);
    shop.open(gate);
    Container container = platform().container();
    boolean fails =
        container.has(Container.Limit.KEPT_REPLIES_FAIL)
            && (path.equals("kept") || container == Container.PAYARA_MICRO);
    assertThat(reply.get().statusCode()).isEqualTo(fails ? 500 : 200);
    assertThat(shop.events()).filteredOn(event -> event.startsWith("begun " + gate)).hasSize(1);
  }

  @Test
  default void a_servlet_that_throws_after_the_hand_over_is_a_500_while_the_work_goes_on()
      throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("reply/throw?gate=throw").statusCode()).isEqualTo(500);
    shop.open("throw");
    shop.awaitEvent("done throw");
  }

  /** It is the webapp that fails, not the client that has gone. */
  @Test
  default void an_answer_whose_template_is_missing_is_a_500_and_begins_no_work() throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("reply/missing?gate=missing").statusCode()).isEqualTo(500);
    assertThat(shop.get("reply/first?gate=after-missing").statusCode()).isEqualTo(202);
    shop.open("after-missing");
    shop.awaitEvent("done after-missing");
    assertThat(shop.events()).noneMatch(event -> event.startsWith("worked on missing"));
  }
}
