package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** Whether the server ends, whose connectors are closed by then, or the webapp alone. */
  enum Stop {
    SIGTERM,
    UNDEPLOY
  }

  @ParameterizedTest
  @EnumSource
  default void what_was_accepted_is_finished_before_the_stop(Stop stop) throws Exception {
    try (Server own = platform().newServer()) {
      own.start(Webapps.all(), IN_PROCESS);
      Client shop = new Client(own, "shop").preferring("respond-async");
      for (int i = 0; i < 7; i++) {
        assertThat(shop.get("report/late?name=" + i).statusCode()).isEqualTo(202);
      }
      if (stop == Stop.SIGTERM) {
        own.terminate();
        own.awaitExit();
      } else {
        own.undeploy("shop");
      }
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(own.log())
                      .filteredOn(line -> line.contains("event: late "))
                      .hasSize(7));
      assertThat(own.log()).noneMatch(line -> line.contains("stops and loses"));
    }
  }
}
