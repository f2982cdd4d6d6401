package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The application stops in the middle of a batch: it ends in some way, and nobody hangs. */
class MapDrainTest {
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  @Test
  void a_drain_with_time_finishes_the_whole_batch() throws Exception {
    try (App app = App.with("offstage.pool.size", "2", "offstage.drain", "20s")) {
      Batch<Integer> batch = Offstage.map(numbers(5_000), n -> n);

      app.drain();

      assertThat(batch.join(Duration.ZERO)).hasSize(5_000);
      assertThat(log.warnings()).isEmpty();
    }
  }

  @Test
  void a_drain_without_time_cancels_the_whole_batch() {
    try (App app = App.with("offstage.pool.size", "2", "offstage.drain", "0s")) {
      Batch<Integer> batch =
          Offstage.map(
              numbers(500),
              n -> {
                gate.pass();
                return n;
              });
      gate.awaitArrived(2);

      app.drain();

      assertThat(batch.done()).isEqualTo(500);
      assertThatThrownBy(batch::join).isInstanceOf(BatchFailedException.class);
      assertThat(batch.errors()).hasSize(500);
      assertThat(log.warnings().get(0))
          .contains("loses 500 tasks")
          .contains("MapDrainTest.a_drain_without_time_cancels_the_whole_batch:")
          .endsWith(" in pool 'default' (500)");
    }
  }

  @Test
  void whenever_the_drain_comes_every_item_ends() {
    for (int round = 0; round < 100; round++) {
      AtomicInteger ran = new AtomicInteger();
      try (App app =
          App.with("offstage.pool.size", "2", "offstage.pool.queue", "1", "offstage.drain", "0s")) {
        Batch<Integer> batch = Offstage.map(numbers(200), n -> ran.incrementAndGet());
        while (ran.get() < round) {
          Thread.yield();
        }

        app.drain();

        await().until(() -> batch.done() == 200);
      }
    }
  }

  @Test
  void an_item_that_lets_a_stubborn_task_go_first_ends_too() {
    Gate stubborn = new Gate();
    try (App app =
        App.with("offstage.pool.size", "1", "offstage.pool.queue", "1", "offstage.drain", "0s")) {
      Batch<Integer> batch =
          Offstage.map(
              numbers(3),
              n -> {
                gate.pass();
                return n;
              });
      gate.awaitArrived(1);
      Offstage.run(stubborn::passIgnoringInterrupts);
      gate.open();
      stubborn.awaitArrived(1);

      app.drain();

      assertThat(batch.done()).isEqualTo(3);
      assertThat(batch.errors()).hasSize(2);
    } finally {
      stubborn.open();
    }
  }

  @Test
  void closing_a_pool_lets_its_batch_finish() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(2).queue(3).build();
      Batch<Integer> batch =
          pool.map(
              numbers(200),
              n -> {
                gate.pass();
                return n;
              });
      pool.close();
      gate.open();

      pool.join();

      assertThat(batch.join(Duration.ZERO)).hasSize(200);
      app.drain();
    }
  }

  @Test
  void terminating_a_pool_cancels_its_batch() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(2).queue(3).build();
      Batch<Integer> batch =
          pool.map(
              numbers(200),
              n -> {
                gate.pass();
                return n;
              });
      gate.awaitArrived(2);

      pool.terminate();
      pool.join();

      assertThat(batch.done()).isEqualTo(200);
      assertThat(batch.errors()).hasSize(200);
      app.drain();
    }
  }
}
