package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The durable jar, dropped into WEB-INF/lib: a task survives the death of its server. */
class DurableIT {
  private static final String WEB_XML =
      """
      <servlet><servlet-name>durable</servlet-name>
      <servlet-class>dev.offstage.containers.webapp.DurableServlet</servlet-class></servlet>
      <servlet-mapping><servlet-name>durable</servlet-name><url-pattern>/durable</url-pattern>
      </servlet-mapping>
      """;

  @TempDir private Path folder;

  /** H2 of the driver's line needs Java 11. */
  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun()
        .filter(
            it ->
                List.of(
                        Container.TOMCAT_10,
                        Container.TOMCAT_11,
                        Container.JETTY_12_EE10,
                        Container.UNDERTOW_2_3,
                        Container.WILDFLY)
                    .contains(it.container()));
  }

  private War webapp() {
    return War.named("shop")
        .library(Built.file("durable"))
        .library(Built.jar("database/h2"))
        .contextParam("offstage.store", folder.resolve("store").toString())
        .contextParam("offstage.store.lease", "2s")
        .webXml(WEB_XML);
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void a_task_is_done_by_the_next_start_when_its_server_was_killed(Platform platform)
      throws Exception {
    try (Server server = platform.newServer()) {
      server.start(List.of(webapp()));
      Client client = new Client(server, "shop");
      assertThat(client.get("durable?id=first&folder=" + folder).body())
          .isEqualTo("handed over first");
      awaitLine("begun first");
      server.close();
    }
    Files.createFile(folder.resolve("go"));
    try (Server server = platform.newServer()) {
      server.start(List.of(webapp()));
      awaitLine("done first");
      new Client(server, "shop").get("durable?id=second&folder=" + folder);
      awaitLine("done second");
      server.terminate();
      server.awaitExit();
      assertThat(server.log())
          .noneMatch(line -> line.contains("offstage") && line.contains("failed to stop it"));
    }
    assertThat(Files.readAllLines(folder.resolve("log")))
        .containsExactly("begun first", "begun first", "done first", "begun second", "done second");
  }

  private void awaitLine(String line) {
    Path log = folder.resolve("log");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(log).exists();
              assertThat(Files.readAllLines(log)).contains(line);
            });
  }
}
