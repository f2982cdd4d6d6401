package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.Soak;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A webapp that is made anew again and again while it works: nothing of it stays in the JVM. */
@ParameterizedClass
@MethodSource("platforms")
@Timeout(7200)
class GuestIT {
  private static final Set<Container> HOSTS =
      Set.of(
          Container.TOMCAT_8,
          Container.TOMCAT_11,
          Container.JETTY_9,
          Container.JETTY_12_EE10,
          Container.UNDERTOW_2_3,
          Container.LIBERTY_JAVAX);

  // What is softly reachable is no leak: the JVM lets go of it before it runs out of memory.
  private static final String NO_SOFT_CACHES = "-XX:SoftRefLRUPolicyMSPerMB=0";

  private final Platform platform;
  private final Server server;

  GuestIT(Platform platform) throws Exception {
    this.platform = platform;
    server = platform.newServer();
  }

  /** One JDK for each. */
  static Stream<Platform> platforms() {
    Set<Container> seen = EnumSet.noneOf(Container.class);
    return Platform.ofThisRun()
        .filter(it -> HOSTS.contains(it.container()) && seen.add(it.container()));
  }

  @AfterEach
  void stop() {
    Server.end(server);
  }

  /** How many may be alive: the one in use, and what the server itself keeps. */
  private int inUse() {
    return platform.container().has(Container.Limit.KEEPS_TWO) ? 3 : 1;
  }

  private boolean isTomcat() {
    return server instanceof Tomcat;
  }

  private void start(boolean agent) throws Exception {
    // Jetty keeps a webapp for the time of a session that began while the webapp stopped: the
    // session's timer is in the server's scheduler then.
    War shop = War.named("shop").contextParam("offstage.pool.size", "2").withShortSessions();
    List<War> wars = List.of(shop, War.named("bar"));
    if (agent) {
      server.start(wars, NO_SOFT_CACHES, "-javaagent:" + Built.agentJar());
    } else {
      server.start(wars, NO_SOFT_CACHES);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothing_is_left_of_a_webapp_that_is_made_anew_while_it_works(boolean agent)
      throws Exception {
    start(agent);
    int times = isTomcat() ? Soak.count(20, 1000) : Soak.count(4, 100);
    Leaks early = null;
    try (Visitors visitors = new Visitors(server, "shop")) {
      for (int i = 1; i <= times; i++) {
        makeAnew(i);
        if (i == times / 4) {
          early = Leaks.ofAllBut(inUse(), server);
        }
      }
      assertThat(visitors.answers()).isPositive();
    }
    Leaks late = Leaks.ofAllBut(inUse(), server);
    System.out.printf(
        "%s, %s agent: %d times made anew, %d of %d loaders left beside that in use;"
            + " metaspace %d KiB after %d times, %d KiB after all%n",
        platform,
        agent ? "with" : "without",
        times,
        late.alive() - 1,
        late.loaders(),
        early.metaspaceKib(),
        times / 4,
        late.metaspaceKib());
    assertThat(late.loaders()).isEqualTo(times + 1);
    assertThat(late.alive()).isBetween(1L, (long) inUse());
    assertThat(late.metaspaceKib()).isLessThan(early.metaspaceKib() + 8 * 1024);
    assertServerHasSeenNoLeak();
    assertThat(server.temporaryFiles()).noneMatch(file -> file.matches("offstage-.*tmp"));
  }

  /** As the administrator does it; returns when the new one answers. */
  private void makeAnew(int time) throws Exception {
    Client bar = new Client(server, "bar");
    if (isTomcat()) {
      assertThat(bar.get("reload?webapp=shop").body()).isEqualTo("reloaded");
    } else {
      server.redeploy("shop");
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Leaks.now(server).loaders() == time + 1 && shopAnswers());
  }

  private boolean shopAnswers() throws Exception {
    return new Client(server, "shop").get("connection").statusCode() == 200;
  }

  private void assertServerHasSeenNoLeak() {
    assertThat(Logs.leaks(server)).isEmpty();
    assertThat(server.log()).noneMatch(line -> line.contains("OutOfMemoryError"));
  }

  /** Should this fail one day, the other test proves nothing any more. */
  @Test
  void a_thread_that_is_left_on_purpose_is_seen() throws Exception {
    start(false);
    new Client(server, "shop").get("leaks?make=thread");
    makeAnew(1);
    makeAnew(2);
    // All that goes has gone when the second one has: the one with the thread and the one in use.
    assertThat(Leaks.ofAllBut(inUse() + 1, server).alive()).isGreaterThanOrEqualTo(2);
    if (isTomcat()) {
      assertThat(server.log())
          .anyMatch(line -> line.contains("appears to have started a thread named [leaked]"));
    }
  }
}
