package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Work that begins when the response is out, however it ends. */
interface AfterResponseTests extends Site {
  @ParameterizedTest
  @ValueSource(strings = {"page", "throw", "error"})
  default void work_after_the_response_does_not_hold_it_up(String end) throws Exception {
    Client shop = client("shop");
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
    if (end.equals("page")) {
      // After an error servers may close the connection.
      assertThat(shop.connection()).isEqualTo(connection);
    }
    assertThat(shop.events()).noneMatch(event -> event.startsWith("done " + gate));
    shop.open(gate);
    shop.awaitEvent("done " + gate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"throw", "error"})
  default void work_after_the_response_comes_with_the_error_page(String end) throws Exception {
    Client pages = client("pages");
    String gate = "page-" + end;
    int before = pages.events().size();
    assertThat(pages.get("after/" + end + "?gate=" + gate).body())
        .isEqualTo("the webapp's error page");
    pages.awaitEvent("begun " + gate);
    pages.open(gate);
    List<String> events = pages.events();
    assertThat(events.subList(before, events.size()))
        .filteredOn(event -> event.startsWith("error page") || event.startsWith("begun " + gate))
        .hasSize(2);
    if (server() instanceof Tomcat) {
      // Others tell of the end of a request before they write its error page, as Jetty does.
      assertThat(events.stream().filter(it -> it.startsWith("begun " + gate)).findFirst())
          .hasValueSatisfying(
              begun ->
                  assertThat(events.indexOf(begun))
                      .isGreaterThan(lastIndexOf(events, "error page")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "page,200,SUCCEEDED null",
    "status,404,CANCELLED answered with 404",
    "error,409,CANCELLED answered with 409",
    "throw,500,CANCELLED answered with 500",
    "complete,404,CANCELLED answered with 404",
    "timeout,500,CANCELLED answered with 500"
  })
  default void work_after_a_good_response_never_begins_after_an_error(
      String end, int status, String told) throws Exception {
    Client shop = client("shop");
    assertThat(shop.get("answered/" + end).statusCode()).isEqualTo(status);
    await()
        .untilAsserted(
            () -> assertThat(shop.get("answered/told?of=" + end).body()).isEqualTo(told));
  }

  /** A page that forwards or includes, and a page in it, each with work of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"forward", "include"})
  default void work_in_forwarded_and_included_pages_begins_after_the_whole_page(String way)
      throws Exception {
    Client shop = client("shop");
    String page = platform().container().has(Container.Limit.NO_JSP) ? "page" : "page.jsp";
    HttpResponse<String> answer = shop.get("pages/" + way + "?gate=" + way + "&page=" + page);
    assertThat(answer.body().strip())
        .isEqualTo(way.equals("forward") ? "page with part" : "before page with part after");
    shop.awaitEvent("begun " + way + " on offstage-shop-default-");
    assertThat(shop.events()).noneMatch(event -> event.startsWith("done " + way));
    shop.open(way);
    shop.awaitEvents("done " + way, 2);
  }

  private static int lastIndexOf(List<String> events, String start) {
    int last = events.size() - 1;
    while (last >= 0 && !events.get(last).startsWith(start)) {
      last--;
    }
    return last;
  }
}
