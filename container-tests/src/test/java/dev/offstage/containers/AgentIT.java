package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Two copies of the webapp in one server, with the agent. */
@ParameterizedClass
@EnumSource
record AgentIT(Container container) {
  private static Server server;

  @BeforeParameterizedClassInvocation
  static void start(Container container) throws Exception {
    server = container.newServer();
    server.start(List.of(War.named("shop"), War.named("bar")), "-javaagent:" + Built.agentJar());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  private static void assertAnswersWhileHeld(String webapp, String method) throws Exception {
    Client client = new Client(server, webapp);
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
  void a_marked_method_runs_in_the_pool_of_its_own_webapp() throws Exception {
    assertAnswersWhileHeld("shop", "now");
    assertAnswersWhileHeld("bar", "now");
  }

  @Test
  void a_marked_method_can_wait_for_the_response() throws Exception {
    assertAnswersWhileHeld("shop", "afterwards");
    List<String> events = new Client(server, "shop").events();
    assertThat(indexOf(events, "answered shop-afterwards"))
        .isLessThan(indexOf(events, "begun shop-afterwards"));
  }

  private static int indexOf(List<String> events, String start) {
    return events.indexOf(
        events.stream().filter(event -> event.startsWith(start)).findFirst().orElseThrow());
  }

  @Test
  void the_log_says_that_the_agent_is_there_and_has_no_warning() {
    assertThat(server.log())
        .filteredOn(line -> line.contains("Offstage 0."))
        .hasSize(2)
        .allMatch(line -> line.matches(".*; agent \\d+\\..*"));
    assertThat(server.log()).noneMatch(line -> line.contains("no agent is attached"));
  }
}
