package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch that is cancelled while it waits is out of the way at once. */
@ExtendWith(ServerThreads.class)
class CancelledBatchTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final List<Integer> NUMBERS = Arrays.asList(1, 2, 3);

  private final App app = App.with();
  private final Gate gate = new Gate();
  private final ClientRequest ann = new ClientRequest("ann");

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private PoolBuilder two(String threads) {
    return Pool.builder("two").size(2).queue(2).threads(threads);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void its_places_in_the_queue_are_free(String threads) throws Exception {
    Pool pool = two(threads).build();
    gate.occupy(pool);
    Batch<Integer> batch = pool.map(NUMBERS, n -> n);
    assertThat(pool.queued()).isEqualTo(2);

    batch.cancel(true);

    assertThat(batch.done()).isEqualTo(3);
    assertThat(pool.queued()).isZero();
    Task<String> one = pool.call(() -> "one");
    Task<String> two = pool.call(() -> "two");
    gate.open();
    assertThat(one.join(LONG) + two.join(LONG)).isEqualTo("onetwo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void its_places_in_its_clients_share_are_free(String threads) {
    Pool pool = two(threads).queue(10).share(20).build();
    gate.occupy(pool);
    Batch<Integer> batch = ann.call(() -> pool.map(NUMBERS, n -> n));

    batch.cancel(true);

    assertThat(ann.placesIn(pool)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void who_blocks_for_room_gets_in(String threads) throws Exception {
    Pool pool = two(threads).whenFull(WhenFull.block(LONG)).build();
    gate.occupy(pool);
    Batch<Integer> batch = pool.map(NUMBERS, n -> n);
    Thread blocked = new Thread(() -> pool.run(() -> {}));
    blocked.start();
    await().until(() -> blocked.getState() == Thread.State.TIMED_WAITING);

    batch.cancel(false);
    blocked.join(LONG.toMillis());

    assertThat(blocked.isAlive()).isFalse();
    assertThat(pool.queued()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void the_view_that_is_cancelled_does_the_same(String threads) {
    Pool pool = two(threads).build();
    gate.occupy(pool);
    Batch<Integer> batch = pool.map(NUMBERS, n -> n);

    batch.toCompletableFuture().cancel(true);

    assertThat(pool.queued()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void nor_does_it_queue_up_again_for_items_that_are_cancelled(String threads) {
    Pool pool = two(threads).size(1).queue(10).share(20).build();
    AtomicReference<Batch<Integer>> batch = new AtomicReference<>();
    Gate first = new Gate();
    Mapper<Integer, Integer> cancelling =
        n -> {
          first.pass();
          batch.get().cancel(false);
          return n;
        };
    batch.set(ann.call(() -> pool.map(NUMBERS, cancelling)));
    first.awaitArrived(1);
    pool.run(gate::pass);
    first.open();
    gate.awaitArrived(1);

    assertThat(pool.queued()).isZero();
    assertThat(ann.placesIn(pool)).isEqualTo(2);
  }
}
