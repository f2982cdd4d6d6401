package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Soak;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What it takes that a request returns, by either way, beside the same URL without a rule. */
@Isolated("it measures")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReturnTimeIT {
  private static final int ROUNDS = 5;

  private final int requests = Soak.count(20, 1_000);

  static Stream<Platform> platforms() {
    return Platform.eachServerOfThisRun().limit(Soak.count(3, Integer.MAX_VALUE));
  }

  /** One URL of one webapp, over one connection. */
  private final class Way implements AutoCloseable {
    private final LoadConnection connection;
    private final String path;
    private final double[] medians = new double[ROUNDS];

    Way(Server server, String webapp, String path) {
      connection = new LoadConnection(server.baseUri().resolve(webapp + "/"), "127.0.0.1");
      this.path = path + "?name=ann";
    }

    void measure(int round) throws IOException {
      long[] nanos = new long[requests];
      for (int i = 0; i < requests; i++) {
        long begin = System.nanoTime();
        LoadConnection.Reply reply = connection.get(path);
        nanos[i] = System.nanoTime() - begin;
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body()).contains(" ann for null, staff false, from 127.0.0.1");
      }
      Arrays.sort(nanos);
      medians[round] = nanos[requests / 2] / 1e6;
    }

    double median() {
      double[] sorted = medians.clone();
      Arrays.sort(sorted);
      return sorted[ROUNDS / 2];
    }

    @Override
    public void close() throws IOException {
      connection.close();
    }
  }

  private static War returning(String way) {
    return War.named(way)
        .contextParam("offstage.respond", "GET /report/** always wait=30s")
        .contextParam("offstage.respond.way", way);
  }

  @ParameterizedTest
  @MethodSource("platforms")
  void a_request_that_returns_at_once_gets_the_same_answer(Platform platform) throws Exception {
    try (Server server = platform.newServer()) {
      server.start(List.of(returning("auto"), returning("connection")), "-XX:TieredStopAtLevel=4");
      try (Way plain = new Way(server, "auto", "slow/plain");
          Way best = new Way(server, "auto", "report/plain");
          Way connection = new Way(server, "connection", "report/plain")) {
        // The first of them warm up.
        for (int round = -2; round < ROUNDS; round++) {
          for (Way way : List.of(plain, best, connection)) {
            way.measure(Math.max(round, 0));
          }
        }
        System.out.printf(
            "| %s | %.2f ms | %.2f ms | %.2f ms |%n",
            platform.server(), plain.median(), best.median(), connection.median());
      }
    }
  }
}
