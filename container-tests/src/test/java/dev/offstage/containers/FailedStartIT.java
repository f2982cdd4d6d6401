package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A webapp that does not start, because a listener of its own throws: nothing of it stays. */
@ParameterizedClass
@MethodSource("platforms")
record FailedStartIT(Platform platform) {
  private static final String FAILS = listener("FailingListener");
  private static final String WORKS_AND_FAILS = listener("WorkingListener") + FAILS;

  /** Without Offstage: what a server keeps of this one, it keeps by itself. */
  private static final String BARE = "bare";

  private static final List<String> WITH_OFFSTAGE = List.of("plain", "early");
  private static final List<String> ALL = List.of(BARE, "plain", "early");

  private static final List<Deployable> FAILING =
      List.of(
          FailedStartIT::bare,
          War.named("plain").webXml(WORKS_AND_FAILS),
          War.named("early")
              .webXml(WORKS_AND_FAILS)
              .contextParam("offstage.respond", "GET /report/**"));

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun();
  }

  private static String listener(String name) {
    return "<listener><listener-class>%s%s</listener-class></listener>\n"
        .formatted(WebXml.PACKAGE, name);
  }

  private static Path bare(Path folder, ServletApi api) throws IOException {
    Path classes = Files.createTempFile(folder.getParent(), "classes", ".jar");
    new Bundle().withClassesOf(api, "webapp").writeTo(classes);
    return new Bundle()
        .with(
            "WEB-INF/web.xml",
            "<web-app xmlns='%s' version='%s' metadata-complete='true'>%s%s</web-app>"
                .formatted(api.namespace, api.version, listener("Loaders"), FAILS))
        .with("WEB-INF/lib/classes.jar", classes)
        .writeTo(folder.resolve(BARE + ".war"));
  }

  @Test
  void nothing_is_left_of_a_webapp_that_fails_to_start() throws Exception {
    try (Server server = platform.newServer()) {
      failToStart(server);
      for (String app : WITH_OFFSTAGE) {
        awaitEnd(server, app);
      }
      if (keepsAll()) {
        assertThat(Leaks.of(BARE, server).alive())
            .as("also without Offstage: the server keeps every webapp whose start has failed")
            .isEqualTo(Leaks.of(BARE, server).loaders());
      }
      assertThat(Logs.leaks(server)).isEmpty();
      assertThat(server.log()).noneMatch(line -> line.contains("UnsupportedOperationException"));
    }
  }

  private void failToStart(Server server) throws Exception {
    String collectSoon = "-XX:SoftRefLRUPolicyMSPerMB=0";
    if (server instanceof PayaraMicro payara) {
      payara.deployLater(FAILING, starts());
      server.start(List.of(War.named("bar")), collectSoon);
    } else {
      List<Deployable> all = Stream.concat(Stream.of(War.named("bar")), FAILING.stream()).toList();
      server.start(all, collectSoon);
    }
    for (int start = 1; start <= starts(); start++) {
      for (String app : ALL) {
        if (start > 1 && !(server instanceof PayaraMicro)) {
          server.redeploy(app);
        }
      }
      for (String app : ALL) {
        awaitStarts(server, app, start);
      }
    }
  }

  /** One more than what may be kept. */
  private int starts() {
    return kept() + 1;
  }

  /** The newest one, and what a server is known to keep of webapps that have ended. */
  private int kept() {
    return platform.container().has(Container.Limit.KEEPS_TWO) ? 3 : 1;
  }

  /** Its SuspendController has an entry for each until it stops, as heap dumps show. */
  private boolean keepsAll() {
    return platform.container() == Container.WILDFLY_26;
  }

  private void awaitEnd(Server server, String app) {
    await()
        .pollInterval(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(new Client(server, "bar").get("leaks?threads=" + app).body()).isEmpty();
              if (!keepsAll()) {
                assertThat(Leaks.of(app, server).alive()).as(app).isLessThanOrEqualTo(kept());
              }
            });
  }

  /** A server may start it more often: WildFly tries again when another webapp has changed. */
  private static void awaitStarts(Server server, String app, int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Leaks.of(app, server).loaders() >= count
                    && (app.equals(BARE) || worked(server, app) >= count));
  }

  /** How often the task that a listener handed over has run, on a thread of the pool. */
  private static long worked(Server server, String app) {
    String event = "event: worked while the webapp started on offstage-" + app + "-";
    return server.log().stream().filter(line -> line.contains(event)).count();
  }
}
