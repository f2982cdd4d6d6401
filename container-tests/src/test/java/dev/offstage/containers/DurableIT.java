package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The durable jar, dropped into WEB-INF/lib: a task survives the death of its server. */
class DurableIT {
  @TempDir private Path folder;

  private DurableWork work() {
    return new DurableWork(folder);
  }

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
    return work()
        .webapp()
        .contextParam("offstage.store", folder.resolve("store").toString())
        .contextParam("offstage.store.lease", "2s");
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
      work().awaitLine("begun first");
      server.close();
    }
    work().go();
    try (Server server = platform.newServer()) {
      server.start(List.of(webapp()));
      work().awaitLine("done first");
      new Client(server, "shop").get("durable?id=second&folder=" + folder);
      work().awaitLine("done second");
      server.terminate();
      server.awaitExit();
      assertThat(server.log())
          .noneMatch(line -> line.contains("offstage") && line.contains("failed to stop it"));
    }
    assertThat(work().lines())
        .containsExactly("begun first", "begun first", "done first", "begun second", "done second");
  }
}
