package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** The second request in process: all that holds by a connection, and what holds only here. */
interface InsideTests extends RespondTests {
  String IN_PROCESS = "-Doffstage.respond.way=in-process";

  @Override
  default boolean withAgent() {
    return false;
  }

  @Test
  default void the_start_line_says_so() {
    awaitLog("offstage: requests of offstage.respond return in process, ");
  }

  /** By a connection it sees the server's own address, and another port. */
  @Test
  default void a_listener_sees_the_true_client_and_no_header_that_names_another() throws Exception {
    Client shop = client("listens");
    String connection = shop.connection();
    HttpResponse<String> accepted =
        shop.preferring("respond-async").with("X-Forwarded-For", "6.6.6.6").get("report/listener");
    assertThat(shop.connection()).isEqualTo(connection);
    String result = accepted.headers().firstValue("Location").orElseThrow() + "/result";
    await()
        .untilAsserted(
            () ->
                assertThat(shop.get(result).body())
                    .isEqualTo("127.0.0.1:" + connection + " for null, here for 6.6.6.6"));
  }

  /** Its servlet has gone, so there is no thread that could be interrupted; the pool has one. */
  @Test
  default void one_that_never_ends_gives_its_place_free_when_it_is_cancelled() throws Exception {
    Client shop = client("shop");
    HttpResponse<String> accepted = shop.prefer(ASYNC, "slow/never");
    shop.awaitEvent("never ends");
    String never = accepted.headers().firstValue("Location").orElseThrow();
    assertThat(shop.delete(never).statusCode()).isEqualTo(202);
    assertThat(shop.prefer(ASYNC, "slow/plain?gate=after-never").statusCode()).isEqualTo(202);
    shop.awaitEvent("begun after-never");
    shop.open("after-never");
    shop.awaitEvent("done after-never");
  }
}
