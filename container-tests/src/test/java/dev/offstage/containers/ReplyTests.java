package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
  default void behind_a_filter_without_async_support_the_log_names_the_filter() throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("plain/later").statusCode()).isEqualTo(500);
    awaitLog("No async support for this request: the filter 'plain' (", "PlainFilter) has no");
  }

  @Test
  default void behind_a_filter_without_async_support_an_answer_comes_first_all_the_same()
      throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("plain/first?gate=plain").statusCode()).isEqualTo(202);
    shop.awaitEvent("begun plain on offstage-shop-default-");
    shop.open("plain");
  }
}
