package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Items that their thread has taken and not begun: they wait, and end as what waits. */
class MapChunkEndTest {
  private final LogRecords log = new LogRecords();
  private final App app = App.with();
  private final Gate gate = new Gate();
  private final List<Integer> ran = new CopyOnWriteArrayList<>();
  private Pool pool;

  @AfterEach
  void stop() {
    gate.open();
    app.close();
    log.close();
  }

  /** One thread has taken all, and its first item ignores interrupts. */
  private Batch<Integer> stuck() {
    pool = Pool.builder("one").size(1).queue(10).build();
    Batch<Integer> batch = pool.map(numbers(), this::work, 10);
    gate.awaitArrived(1);
    return batch;
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, 10).boxed().collect(Collectors.toList());
  }

  private Integer work(Integer number) {
    ran.add(number);
    gate.passIgnoringInterrupts();
    return number;
  }

  @Test
  void terminate_cancels_them_at_once() {
    Batch<Integer> batch = stuck();

    pool.terminate();

    assertThat(batch.tasks()).allMatch(Task::isCancelled);
    assertThat(batch.isDone()).isTrue();
    gate.open();
    await().until(() -> pool.running() == 0);
    assertThat(ran).containsExactly(0);
  }

  @Test
  void a_drain_cancels_and_names_them_with_the_others() {
    Batch<Integer> batch = stuck();

    app.drain();

    assertThat(batch.tasks()).allMatch(Task::isCancelled);
    assertThat(log.warnings().get(0)).contains("loses 10 tasks");
  }

  @Test
  void close_cancels_them_if_asked_to_and_lets_the_first_finish() throws Exception {
    Batch<Integer> batch = stuck();

    pool.close(true);

    assertThat(batch.tasks().subList(1, 10)).allMatch(Task::isCancelled);
    gate.open();
    pool.join();
    assertThat(batch.tasks().get(0).join()).isZero();
    assertThat(ran).containsExactly(0);
  }

  @Test
  void by_hand_an_end_of_the_test_runs_none_of_them() {
    Batch<Integer> batch;
    try (TestMode tasks = TestMode.manual()) {
      batch = Offstage.pool().map(numbers(), this::record, 3);
      assertThat(tasks.queued()).hasSize(1);
    }

    assertThat(ran).isEmpty();
    assertThat(batch.tasks()).allMatch(Task::isCancelled);
  }

  private Integer record(Integer number) {
    ran.add(number);
    return number;
  }

  @Test
  void by_hand_every_item_counts() throws Exception {
    try (TestMode tasks = TestMode.manual()) {
      Batch<Integer> batch = Offstage.pool().map(numbers(), this::record, 3);

      assertThat(tasks.runAll()).isEqualTo(10);
      assertThat(batch.join()).isEqualTo(numbers());
    }
  }

  @Test
  void inline_a_chunk_is_nothing_special() throws Exception {
    try (TestMode tasks = TestMode.inline()) {
      assertThat(Offstage.pool().map(numbers(), n -> n, 3).join()).isEqualTo(numbers());
      assertThat(tasks.queued()).isEmpty();
    }
  }
}
