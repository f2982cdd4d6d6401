package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tomcat's parallel deployment: two versions of one webapp at one path. */
@ParameterizedClass
@EnumSource(names = {"TOMCAT_9", "TOMCAT_11"})
record ParallelDeploymentIT(Container container) {
  private static final int TASKS = 7;

  /** Users with a session stay with the old version; all others get the new one. */
  @Test
  void the_old_version_drains_while_the_new_one_serves() throws Exception {
    try (Server server = container.newServer()) {
      server.start(List.of(war("shop##1"), War.named("bar")), "-javaagent:" + Built.agentJar());
      Client ann = new Client(server, "shop");
      ann.get("visit?user=ann");
      ann.get("tasks?pool=default&count=" + TASKS + "&gate=old");
      ann.awaitEvents("begun old", 2);

      server.deploy(war("shop##2"));
      awaitVersions(server, 2);
      Client bob = new Client(server, "shop");
      assertThat(bob.get("reply/later").body()).startsWith("written by ");
      assertThat(ann.get("visit").body()).isEqualTo("visited by ann");

      server.undeploy("shop##1");
      Logs.awaitLine(server, "Undeploying context [/shop");
      assertThat(bob.get("reply/later").body()).startsWith("written by ");
      bob.awaitEvents("done old", 0);
      bob.open("old");
      bob.awaitEvents("done old", TASKS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> ann.get("visit").body().equals("visited by null"));
      await().atMost(Duration.ofSeconds(30)).until(() -> Leaks.now(server).alive() == 1);
      assertThat(server.log()).noneMatch(line -> line.contains("stops and loses"));
      assertThat(Logs.leaks(server)).isEmpty();
    }
  }

  /** Without a session Tomcat itself would give them to the new one. */
  @Test
  void requests_return_to_the_version_that_accepted_them() throws Exception {
    try (Server server = container.newServer()) {
      server.start(List.of(war("shop##1"), War.named("bar")), "-Doffstage.respond.way=in-process");
      Client ann = new Client(server, "shop");
      for (int i = 0; i < TASKS; i++) {
        String work = "report/late?gate=old&name=" + i;
        assertThat(ann.preferring("respond-async").get(work).statusCode()).isEqualTo(202);
      }

      server.deploy(war("shop##2"));
      awaitVersions(server, 2);
      server.undeploy("shop##1");
      Logs.awaitLine(server, "Undeploying context [/shop");
      assertThat(server.log()).noneMatch(line -> line.contains("event: late"));
      new Client(server, "shop").open("old");
      await()
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(
              () ->
                  assertThat(server.log())
                      .filteredOn(line -> line.contains("event: late "))
                      .hasSize(TASKS));
      assertThat(server.log()).noneMatch(line -> line.contains("stops and loses"));
      await().atMost(Duration.ofSeconds(30)).until(() -> Leaks.now(server).alive() == 1);
    }
  }

  private static War war(String name) {
    return War.named(name)
        .contextParam("offstage.pool.size", "2")
        .contextParam("offstage.respond", "GET /report/**");
  }

  private static void awaitVersions(Server server, int count) {
    await().atMost(Duration.ofSeconds(30)).until(() -> Leaks.now(server).loaders() == count);
    Logs.awaitLine(server, "Deployment of web application archive", "shop##2.war", "has finished");
  }
}
