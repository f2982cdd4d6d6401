package dev.offstage.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.Soak;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Ten times as many requests as a pool can serve, in a server with hardly more heap than it needs:
 * prime-simplereport #1789, dropwizard PR 834. It does not start with 14 MB, and has 18 MB in use
 * under this load.
 */
@Isolated("its clients and its server are to have both processors")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class OverloadIT {
  private static final int SIZE = 5;
  // As LoadServlet has it.
  private static final int WORK_MILLIS = 20;
  private static final int CAPACITY = SIZE * 1000 / WORK_MILLIS;
  private static final int OVERLOAD = 10 * CAPACITY;
  private static final int POLITE_CLIENTS = 10;
  private static final String[] THREE_WAYS = {"load/first", "load/later", "load/run"};
  private static final String ADDRESS = "127.0.0.1";

  private static Server server;
  private final List<Load> loads = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = Container.TOMCAT_11.newServer();
    server.start(
        List.of(war("shop"), war("fair").contextParam("offstage.pool.share", "10%")),
        "-Xmx32m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError");
  }

  private static War war(String name) {
    return War.named(name)
        .contextParam("offstage.pool.size", String.valueOf(SIZE))
        .contextParam("offstage.pool.queue", "100");
  }

  @AfterEach
  void assertEnoughMemory() {
    loads.forEach(Load::close);
    assertThat(server.log()).noneMatch(line -> line.contains("java.lang.OutOfMemoryError"));
  }

  @AfterAll
  static void stop() {
    Server.end(server);
  }

  private static URI webapp(String name) {
    return server.baseUri().resolve(name + "/");
  }

  private Load load(
      String name, String from, int connections, int perSecond, long count, String... paths) {
    Load load = Load.start(webapp(name), from, connections, perSecond, count, paths);
    loads.add(load);
    return load;
  }

  private Load shopLoad(int perSecond, long count, String... paths) {
    return load("shop", ADDRESS, 64, perSecond, count, paths);
  }

  /** What the webapp has counted, when all of its work is done. */
  private static Map<String, Long> countsAtRest(String name) throws Exception {
    try (LoadConnection connection = new LoadConnection(webapp(name), ADDRESS)) {
      return await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> counts(connection), counts -> counts.get("unfinished") == 0);
    }
  }

  private static Map<String, Long> counts(LoadConnection connection) throws Exception {
    Map<String, Long> counts = new HashMap<>();
    for (String line : connection.get("load/counts").body().split("\n")) {
      counts.put(line.split(" ")[0], Long.valueOf(line.split(" ")[1]));
    }
    return counts;
  }

  /**
   * Idle and overload in turn, so that whatever else the machine does falls on both. The same pace
   * of requests without work is the third measure: what a server of two processors pays for the
   * requests, whatever becomes of them.
   */
  @Test
  void of_ten_times_too_much_all_is_done_or_refused_in_due_form() throws Exception {
    int rounds = Soak.count(3, 10);
    int requests = Soak.count(10_500, 1_000_000) / rounds;
    shopLoad(2 * OVERLOAD, 8_000, "load/first", "load/later", "load/run", "load/fast").await();
    Map<String, Long> before = countsAtRest("shop");
    Probe idle = new Probe(webapp("shop"), "load/fast");
    Probe busy = new Probe(webapp("shop"), "load/fast");
    Probe overloaded = new Probe(webapp("shop"), "load/fast");
    List<Load> all = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      // Two requests a second, to know when it is over.
      idle.beside(shopLoad(2, Soak.count(2, 6), "load/fast"));
      busy.beside(shopLoad(OVERLOAD, Soak.count(1_000, 7_500), "load/fast"));
      Load load = shopLoad(OVERLOAD, requests, THREE_WAYS);
      overloaded.beside(load);
      all.add(load);
      countsAtRest("shop");
    }
    Map<String, Long> after = countsAtRest("shop");

    long accepted = sum(all, Load::accepted);
    long refused = sum(all, Load::refused);
    System.out.printf(
        "%d requests at up to %d a second, %.1f x what the pool did: %d accepted and done,"
            + " %d refused with 503 and Retry-After; p99 of a fast URL: %.1f ms idle,"
            + " %.1f ms beside as many fast requests,"
            + " %.1f ms beside these (%.1f x idle, %.1f x as many fast ones)%n",
        accepted + refused,
        OVERLOAD,
        (double) (accepted + refused) / accepted,
        accepted,
        refused,
        idle.p99(),
        busy.p99(),
        overloaded.p99(),
        overloaded.p99() / idle.p99(),
        overloaded.p99() / busy.p99());
    assertThat(accepted + refused).isEqualTo((long) rounds * requests);
    assertThat(after.get("done") - before.get("done")).isEqualTo(accepted);
    assertThat(after.get("succeeded") - before.get("succeeded")).isEqualTo(accepted);
    assertThat(after.get("rejected") - before.get("rejected")).isEqualTo(refused);
    assertThat(refused).as("an overload").isGreaterThan(accepted);
    assertRecovered();
  }

  private static long sum(List<Load> loads, ToLongFunction<Load> count) {
    return loads.stream().mapToLong(count).sum();
  }

  private void assertRecovered() throws Exception {
    Load afterwards = shopLoad(CAPACITY / 2, CAPACITY / 2, THREE_WAYS);
    afterwards.await();
    assertThat(afterwards.refused()).isZero();
  }

  @Test
  void with_a_share_of_the_queue_a_greedy_client_leaves_the_polite_ones_theirs() throws Exception {
    assertThat(politeBesideGreedy("fair"))
        .extracting(Load::acceptedPercent)
        .allMatch(it -> it >= 95);
  }

  /** The control: it is the setting that helps them. */
  @Test
  void without_it_the_polite_clients_suffer() throws Exception {
    assertThat(politeBesideGreedy("shop"))
        .extracting(Load::acceptedPercent)
        .allMatch(it -> it < 95);
  }

  private List<Load> politeBesideGreedy(String name) throws Exception {
    int each = Soak.count(20, 200);
    Load greedy = load(name, "127.0.0.2", 64, OVERLOAD, Long.MAX_VALUE, THREE_WAYS);
    List<Load> polite = new ArrayList<>();
    for (int i = 1; i <= POLITE_CLIENTS; i++) {
      // Together a quarter of what the pool can do.
      polite.add(load(name, "127.0.1." + i, 4, CAPACITY / 4 / POLITE_CLIENTS, each, THREE_WAYS));
    }
    for (Load client : polite) {
      client.await();
    }
    greedy.stop();
    greedy.await();
    countsAtRest(name);
    System.out.printf(
        "%s: of %d requests of a greedy client %d%% were accepted, of %d requests of each of %d"
            + " polite clients %d%% to %d%%%n",
        name.equals("fair") ? "a share of 10%" : "no share",
        greedy.accepted() + greedy.refused(),
        greedy.acceptedPercent(),
        each,
        POLITE_CLIENTS,
        polite.stream().mapToLong(Load::acceptedPercent).min().orElseThrow(),
        polite.stream().mapToLong(Load::acceptedPercent).max().orElseThrow());
    return polite;
  }
}
