package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of a webapp, with the agent, and what the server says about it. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_9", "TOMCAT_11"})
record UndeployIT(Container container) {
  private static Server server;

  @BeforeEach
  void start() throws Exception {
    server = container.newServer();
    server.start(
        List.of(War.named("shop").contextParam("offstage.pool.size", "2"), War.named("bar")),
        "-javaagent:" + Built.agentJar());
  }

  @AfterEach
  void stop() {
    Server.end(server);
  }

  private static long done(String gate) {
    return server.log().stream().filter(line -> line.contains("event: done " + gate)).count();
  }

  private static void assertNothingLeft() {
    assertThat(Logs.leaks(server)).isEmpty();
    assertThat(server.log())
        .noneMatch(line -> line.contains("stops and loses"))
        .noneMatch(line -> line.contains("Illegal access"));
  }

  @Test
  void an_undeploy_finishes_what_was_accepted_and_leaves_nothing() throws Exception {
    Client shop = new Client(server, "shop");
    Client bar = new Client(server, "bar");
    shop.get("tasks?pool=default&count=5&gate=undeploy");
    shop.get("download/now?gate=undeploy");
    shop.get("after/page?gate=undeploy");
    shop.get("reply/first?gate=undeploy");
    bar.awaitEvent("begun undeploy");
    server.undeploy("shop");
    awaitLog("Undeploying context [/shop]");
    assertThat(done("undeploy")).isZero();
    bar.open("undeploy");
    await().atMost(Duration.ofSeconds(30)).until(() -> done("undeploy") == 8);
    await().until(() -> shop.get("gates").statusCode() == 404);
    server.terminate();
    server.awaitExit();
    assertNothingLeft();
  }

  @Test
  void the_stop_of_the_server_finishes_what_was_accepted() throws Exception {
    Client shop = new Client(server, "shop");
    shop.get("tasks?pool=default&count=200&gate=destroy");
    shop.awaitEvent("begun destroy");
    server.terminate();
    server.awaitExit();
    assertThat(done("destroy")).isEqualTo(200);
    assertNothingLeft();
  }

  private static void awaitLog(String part) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> server.log().stream().anyMatch(line -> line.contains(part)));
  }
}
