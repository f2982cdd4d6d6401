package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An error of the library's own, here a class that is not there, is none of the webapp's. */
class BrokenJarIT {
  private static final String RULE = "GET /report/** always";

  private static Server server;

  @BeforeAll
  static void start() throws Exception {
    server = Container.TOMCAT_9.newServer();
    server.start(List.of(broken("pools", "TaskNames"), broken("early", "TaskStore")));
  }

  private static War broken(String name, String missing) {
    return War.named(name)
        .withoutClass(missing)
        .contextParam("offstage.pool.mail.size", "2")
        .contextParam("offstage.respond", RULE);
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  private static void assertServes(String webapp, String worker, String logged) throws Exception {
    Client client = new Client(server, webapp);
    assertThat(client.get("reply/later").body()).startsWith("written by " + worker);
    assertThat(client.get("report/plain?name=ann").statusCode()).isEqualTo(201);
    assertThat(client.get("tasks?pool=mail&count=2").body()).isEqualTo("handed over");
    assertThat(server.log())
        .filteredOn(line -> line.contains("'" + webapp + "'") && line.contains(logged))
        .hasSize(1);
  }

  @Test
  void if_the_pools_cannot_start_everything_runs_inline() throws Exception {
    assertServes("pools", "http-nio-", "runs as without Offstage, all work inline");
  }

  @Test
  void if_early_answers_cannot_start_the_pools_are_there_all_the_same() throws Exception {
    assertServes("early", "offstage-early-default-", "as without them");
  }

  @Test
  void a_webapp_that_runs_without_it_ends_without_an_error() throws Exception {
    Client client = new Client(server, "pools");
    assertThat(client.get("gates").statusCode()).isEqualTo(200);
    assertThat(server.log()).noneMatch(line -> line.contains("SEVERE"));
  }
}
