package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Soak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to tasks, at once and in any order: a client's count does not drift. */
class ShareUnderLoadTest {
  private static final int CLIENTS = 5;
  private static final int THREADS = 6;
  private static final int PLACES = 4;

  private final App app = App.with("offstage.drain", "20s");
  private final LongAdder accepted = new LongAdder();
  private final LongAdder refused = new LongAdder();

  @AfterEach
  void stop() {
    app.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"reject", "caller-runs", "block:1ms"})
  void after_a_storm_each_client_has_exactly_its_share(String policy) throws Exception {
    int operations = Soak.count(30_000, 1_000_000);
    Pool pool =
        Pool.builder("storm")
            .size(3)
            .queue(10 * PLACES)
            .share(10)
            .whenFull(WhenFull.parse(policy))
            .build();
    ExecutorService executor = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> storms = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      storms.add(executor.submit(() -> storm(pool, random, operations / THREADS)));
    }
    for (Future<?> storm : storms) {
      storm.get(10, TimeUnit.MINUTES);
    }
    executor.shutdown();
    await().until(() -> pool.running() + pool.queued() == 0);

    Gate gate = new Gate();
    gate.occupy(pool);
    for (int i = 0; i < CLIENTS; i++) {
      ClientRequest client = new ClientRequest("client " + i);
      assertThat(client.placesIn(pool)).as("client %s", i).isEqualTo(PLACES);
    }
    gate.open();
    System.out.printf(
        "%d hand-overs of %d clients with policy %s: %d accepted, %d refused, no count drifted%n",
        accepted.sum() + refused.sum(), CLIENTS, policy, accepted.sum(), refused.sum());
  }

  private void storm(Pool pool, SplittableRandom random, int operations) {
    for (int i = 0; i < operations; i++) {
      ClientRequest request = new ClientRequest("client " + random.nextInt(CLIENTS));
      int kind = random.nextInt(5);
      try {
        request.call(
            () -> {
              handOver(pool, kind);
              return null;
            });
        accepted.increment();
      } catch (PoolFullException e) {
        refused.increment();
      }
      request.responseComplete();
    }
  }

  private static void handOver(Pool pool, int kind) {
    switch (kind) {
      case 0:
        pool.task(() -> {}).afterResponse().start();
        break;
      case 1:
        pool.run(() -> {}).cancel(true);
        break;
      case 2:
        pool.task(() -> {}).afterResponse().start().cancel();
        break;
      case 3:
        pool.map(Arrays.asList(1, 2, 3), number -> number).cancel(false);
        break;
      default:
        pool.run(() -> {});
    }
  }
}
