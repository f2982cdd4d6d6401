package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A pool that tries all of its tasks again, or gives each so much time, also those of many. */
class PoolRetryTest {
  private static final List<Integer> ITEMS = Arrays.asList(1, 2, 3, 4, 5);

  private final Map<Integer, Integer> attempts = new ConcurrentHashMap<>();
  private App app;

  @AfterEach
  void stop() {
    app.close();
  }

  private static App retrying() {
    return App.with(
        "offstage.pool.size", "2", "offstage.pool.retries", "2", "offstage.pool.backoff", "1ms");
  }

  private int failingTwice(Integer item) throws IOException {
    if (attempts.merge(item, 1, Integer::sum) < 3) {
      throw new IOException("down");
    }
    return item;
  }

  @Test
  void each_item_of_a_batch_is_tried_again() throws Exception {
    app = retrying();
    Batch<Integer> batch = Offstage.map(ITEMS, this::failingTwice);

    assertThat(batch.join()).isEqualTo(ITEMS);
    assertThat(batch.tasks().get(4).attempts()).hasSize(3);
    assertThat(Offstage.pool().counts().retried()).isEqualTo(10);
    assertThat(Offstage.pool().counts().succeeded()).isEqualTo(5);
  }

  @Test
  void a_batch_inside_of_a_task_of_its_pool_is_tried_again() throws Exception {
    app = retrying();
    Offstage.call(() -> Offstage.map(ITEMS, this::failingTwice).join()).join();

    assertThat(attempts).hasSize(5).containsValue(3);
  }

  @Test
  void a_batch_that_fails_fast_does_so_after_the_last_attempt() throws Exception {
    app = retrying();
    Mapper<Integer, Integer> failing =
        item -> {
          attempts.merge(item, 1, Integer::sum);
          throw new IOException("down");
        };
    Batch<Integer> batch = Offstage.map(ITEMS, failing).failFast();

    assertThatThrownBy(batch::join).isInstanceOf(BatchFailedException.class);
    assertThat(attempts).containsValue(3);
  }

  @Test
  void each_of_many_results_is_tried_again() throws Exception {
    app = retrying();
    List<Integer> done = new ArrayList<>();
    try (Results<Integer> results = Offstage.pool().results(ITEMS, this::failingTwice).inOrder()) {
      for (Task<Integer> each : results) {
        done.add(each.join());
      }
    }
    assertThat(done).isEqualTo(ITEMS);
  }

  @Test
  void each_item_of_a_batch_has_the_time_of_its_pool() throws Exception {
    app =
        App.with(
            "offstage.pool.size", "2",
            "offstage.pool.timeout", "10ms",
            "offstage.pool.grace", "10ms");
    Gate gate = new Gate();
    Batch<Integer> batch =
        Offstage.map(
            ITEMS,
            item -> {
              gate.pass();
              return item;
            });

    batch.settled();
    assertThat(batch.errors()).hasSize(5);
    assertThat(batch.errors().values()).hasOnlyElementsOfType(TaskTimeoutException.class);
  }
}
