package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Redirected methods, marked or named by a rule, in two copies of the webapp. */
interface AgentTests extends Site {
  private void assertAnswersWhileHeld(String webapp, String method) throws Exception {
    Client client = client(webapp);
    String gate = webapp + "-" + method;
    String connection = client.connection();
    assertThat(client.get("download/" + method + "?gate=" + gate).body()).isEqualTo("downloading");
    assertThat(client.connection()).isEqualTo(connection);
    client.awaitEvent("begun " + gate + " on offstage-" + webapp + "-default-");
    assertThat(client.events()).noneMatch(event -> event.startsWith("done " + gate));
    client.open(gate);
    client.awaitEvent("done " + gate);
  }

  @Test
  default void a_marked_method_runs_in_the_pool_of_its_own_webapp() throws Exception {
    assertAnswersWhileHeld("shop", "now");
    assertAnswersWhileHeld("bar", "now");
  }

  @Test
  default void a_marked_method_can_wait_for_the_response() throws Exception {
    assertAnswersWhileHeld("shop", "afterwards");
    List<String> events = client("shop").events();
    assertThat(indexOf(events, "answered shop-afterwards"))
        .isLessThan(indexOf(events, "begun shop-afterwards"));
  }

  private static int indexOf(List<String> events, String start) {
    return events.indexOf(
        events.stream().filter(event -> event.startsWith(start)).findFirst().orElseThrow());
  }

  @Test
  default void a_method_that_a_rule_names_works_on_a_copy_of_its_request() throws Exception {
    Client shop = client("shop");

    assertThat(shop.post("audit/record?gate=rec&user=ann", "the order").body())
        .isEqualTo("recorded the order");
    shop.awaitEvent("begun rec on offstage-shop-default-");
    // The server gives the request's object to others meanwhile.
    for (int i = 0; i < 20; i++) {
      shop.post("audit/record?user=bob", "another order");
    }
    shop.open("rec");
    assertThat(shop.awaitEvent("rec POST "))
        .matches(
            "rec POST /shop/audit/record Java-http-client/\\S+ ann the order on"
                + " offstage-shop-default-\\d");
  }

  @Test
  default void the_log_says_that_the_agent_is_there_and_has_no_warning() {
    assertThat(server().log())
        .filteredOn(line -> line.contains("Offstage 0.") && line.contains(" for 'shop'"))
        .singleElement()
        .asString()
        .matches(".*; agent \\d+\\..*");
    assertThat(server().log()).noneMatch(line -> line.contains("no agent is attached"));
  }
}
