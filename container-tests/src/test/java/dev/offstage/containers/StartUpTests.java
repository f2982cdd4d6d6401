package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the log says when the jar is dropped in. */
interface StartUpTests extends Site {
  @Test
  default void one_line_in_the_log_says_what_is_in_effect() {
    assertThat(server().log())
        .filteredOn(line -> line.contains("for 'shop'"))
        .singleElement()
        .asString()
        .contains("Offstage 0.", "pool default (size 3,", "pool tiny (size 1, queue 1,");
  }

  @Test
  default void a_wrong_setting_stops_the_deployment_and_the_log_says_all_about_it()
      throws Exception {
    assertThat(client("bad").get("gates").statusCode()).isIn(404, 500, 503);
    awaitLog(
        "offstage.pool.size = 'many' (context-param in web.xml)",
        "allowed: a whole number from 1 to 10000");
  }

  /** Seen in real applications: no initializer and no web fragment runs there. */
  @Test
  default void where_initializers_are_shut_out_the_filter_entry_starts_everything()
      throws Exception {
    Client closed = client("closed");
    assertThat(closed.get("reply/later").body()).startsWith("written by offstage-closed-default-");
    // Not before the first request: some servers make their filters then.
    assertThat(server().log())
        .filteredOn(line -> line.contains("for 'closed'"))
        .singleElement()
        .asString()
        .contains("pool default (size 5,");
    assertThat(closed.get("after/error?gate=closed").statusCode()).isEqualTo(409);
    closed.awaitEvent("begun closed on offstage-closed-default-");
    closed.open("closed");
  }
}
