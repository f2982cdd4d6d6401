package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads, shares, batches and test modes after a change of a pool's bounds. */
class ResizedPoolTest {
  private final App app = App.with();
  private final Gate gate = new Gate();
  private final ClientRequest alice = new ClientRequest("alice");

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static long threadsOf(Pool pool) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("offstage-shop-" + pool.name() + "-"))
        .count();
  }

  @Test
  void surplus_threads_end_though_they_sleep() throws Exception {
    Pool pool = Pool.builder("wide").size(8).queue(10).build();
    gate.occupy(pool);
    gate.open();
    await().until(() -> pool.running() == 0);
    assertThat(threadsOf(pool)).isEqualTo(8);

    pool.resize(2, 10);

    await().until(() -> threadsOf(pool) <= 2);
    assertThat(pool.call(() -> "still").join()).isEqualTo("still");
  }

  @Test
  void surplus_threads_end_with_their_tasks_and_the_others_go_on() throws Exception {
    Pool pool = Pool.builder("wide").size(8).queue(100).build();
    AtomicInteger ran = new AtomicInteger();
    gate.occupy(pool);
    for (int i = 0; i < 100; i++) {
      pool.run(ran::incrementAndGet);
    }

    pool.resize(2, 100);
    gate.open();

    await().until(() -> ran.get() == 100);
    await().until(() -> threadsOf(pool) <= 2);
  }

  @Test
  void up_and_down_again_and_again_loses_nothing() throws Exception {
    Pool pool = Pool.builder("wide").size(1).queue(1000).build();
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 2000; i++) {
      pool.resize(1 + i % 5, 100_000 + i % 3);
      pool.run(ran::incrementAndGet);
      pool.run(ran::incrementAndGet);
    }

    await().until(() -> ran.get() == 4000);
    assertThat(pool.counts().succeeded()).isEqualTo(4000);
  }

  @Test
  void a_clients_share_follows_the_queue() {
    Pool pool = Pool.builder("shared").size(1).queue(10).share(20).build();
    gate.occupy(pool);
    assertThat(alice.placesIn(pool)).isEqualTo(2);

    pool.resize(1, 20);

    assertThat(alice.placesIn(pool)).as("besides the two that she has").isEqualTo(2);
    assertThat(new ClientRequest("bob").placesIn(pool)).isEqualTo(4);
  }

  @Test
  void a_client_past_a_share_that_has_shrunk_gets_no_more() {
    Pool pool = Pool.builder("shared").size(1).queue(20).share(20).build();
    gate.occupy(pool);
    assertThat(alice.placesIn(pool)).isEqualTo(4);

    pool.resize(1, 10);

    assertThat(alice.placesIn(pool)).isZero();
  }

  @Test
  void a_batch_that_runs_ends_in_fewer_threads() throws Exception {
    Pool pool = Pool.builder("lanes").size(4).queue(10).build();
    List<Integer> numbers = IntStream.range(0, 200).boxed().collect(Collectors.toList());
    Batch<Integer> batch =
        pool.map(
            numbers,
            number -> {
              if (number < 4) {
                gate.pass();
              }
              return number;
            });
    gate.awaitArrived(4);

    pool.resize(1, 1);
    gate.open();

    assertThat(batch.join()).isEqualTo(numbers);
    await().until(() -> threadsOf(pool) <= 1);
  }

  @Test
  void the_applications_own_pools_change_too() {
    Offstage.pool().resize(2, 7);

    assertThat(Offstage.pool().size()).isEqualTo(2);
    assertThat(Offstage.pool().queueCapacity()).isEqualTo(7);
    assertThat(Offstage.pool().toString()).contains("size 2, queue 7");
  }

  @Test
  void by_hand_only_the_queue_matters_and_inline_nothing() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      Offstage.pool().resize(1, 1);
      Offstage.run(() -> {});
      assertThatThrownBy(() -> Offstage.run(() -> {})).isInstanceOf(PoolFullException.class);
      Offstage.pool().resize(1, 2);
      Offstage.run(() -> {});
      assertThat(tasks.runAll()).isEqualTo(2);
    }
    try (TestMode tasks = TestMode.inline()) {
      Offstage.pool().resize(1, 1);
      assertThat(Offstage.map(Arrays.asList(1, 2, 3), n -> n).join()).containsExactly(1, 2, 3);
      assertThat(tasks.queued()).isEmpty();
    }
  }
}
