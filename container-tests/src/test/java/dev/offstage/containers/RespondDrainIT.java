package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What has been accepted is finished or named as lost, on every server, however it stops. */
@Order(3)
class RespondDrainIT {
  private static final int ACCEPTED = 7;

  static Stream<Platform> platforms() {
    return Platform.ofThisRun();
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void finished_and_lost_are_what_was_accepted(Platform platform) throws Exception {
    try (Server server = platform.newServer()) {
      server.start(Stream.of(Stop.values()).map(Stop::war).toList());
      for (Stop stop : stops(platform)) {
        CompletableFuture<HttpResponse<String>> waiting = accept(server, stop.webapp());
        stop.stop(server);
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(stop.finished(server) + stop.lost(server))
                        .as("%s: %s", stop, Logs.ofOffstage(server))
                        .isEqualTo(ACCEPTED));
        if (InsideIT.isKnown(platform)) {
          assertThat(waiting.get().statusCode()).as("%s", stop).isEqualTo(200);
        }
        stop.awaitEffect(server);
        CompatibilityTable.stopped(platform, stop.finished(server));
        System.out.printf(
            "%s: %s: of %d accepted %d finished, %d named as lost%n",
            platform, stop, ACCEPTED, stop.finished(server), stop.lost(server));
      }
      server.awaitExit();
      for (Stop stop : stops(platform)) {
        assertThat(stop.finished(server) + stop.lost(server)).as("%s", stop).isEqualTo(ACCEPTED);
      }
    }
  }

  /** Payara Micro does not look at its webapps again while it runs. */
  private static List<Stop> stops(Platform platform) {
    return platform.container() == Container.PAYARA_MICRO
        ? List.of(Stop.SIGTERM)
        : List.of(Stop.values());
  }

  /** The answer to the first one, which waits for its work. */
  private static CompletableFuture<HttpResponse<String>> accept(Server server, String webapp)
      throws Exception {
    CompletableFuture<HttpResponse<String>> waiting =
        new Client(server, webapp)
            .preferring("respond-async, wait=50")
            .getLater("report/late?name=" + webapp + 0);
    Logs.awaitLine(server, "event: begins " + webapp + 0);
    Client client = new Client(server, webapp).preferring("respond-async");
    for (int i = 1; i < ACCEPTED; i++) {
      assertThat(client.get("report/late?name=" + webapp + i).statusCode()).isEqualTo(202);
    }
    return waiting;
  }

  /** How a webapp ends; each has one of its own. */
  private enum Stop {
    RELOAD,
    UNDEPLOY,
    SIGTERM;

    private String webapp() {
      return name().toLowerCase(Locale.ROOT);
    }

    private War war() {
      return War.named(webapp())
          .contextParam("offstage.pool.size", "3")
          .contextParam("offstage.respond", "GET /report/** wait=50s");
    }

    private void stop(Server server) throws Exception {
      switch (this) {
        case RELOAD -> server.redeploy(webapp());
        case UNDEPLOY -> server.undeploy(webapp());
        default -> server.terminate();
      }
    }

    /** That the webapp has ended, and not gone on as if nothing had happened. */
    private void awaitEffect(Server server) {
      if (this == RELOAD) {
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () -> assertThat(starts(server)).as("%s", server.log()).hasSizeGreaterThan(1));
      } else if (this == UNDEPLOY) {
        Client client = new Client(server, webapp());
        await()
            .atMost(Duration.ofSeconds(60))
            .untilAsserted(
                () ->
                    assertThat(client.get("connection").statusCode())
                        .as("%s", server.log())
                        .isEqualTo(404));
      }
    }

    private List<String> starts(Server server) {
      Pattern start = Pattern.compile("Offstage \\S+ for '" + webapp() + "'");
      return server.log().stream().filter(start.asPredicate()).toList();
    }

    private long finished(Server server) {
      return server.log().stream().filter(line -> line.contains("event: late " + webapp())).count();
    }

    private long lost(Server server) {
      Pattern loss = Pattern.compile("'" + webapp() + "' stops and loses (\\d+) task");
      return server.log().stream()
          .map(loss::matcher)
          .filter(Matcher::find)
          .mapToLong(matcher -> Long.parseLong(matcher.group(1)))
          .sum();
    }
  }
}
