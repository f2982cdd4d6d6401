package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of a running pool change, with threads of its own and with a server's. */
@ExtendWith(ServerThreads.class)
class ResizeTest {
  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static Pool pool(String threads, int size, int queue) {
    return Pool.builder("own").size(size).queue(queue).threads(threads).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void growing_gives_threads_to_what_waits(String threads) {
    Pool pool = pool(threads, 1, 10);
    for (int i = 0; i < 4; i++) {
      pool.run(gate::pass);
    }
    gate.awaitArrived(1);

    pool.resize(3, 10);

    gate.awaitArrived(3);
    assertThat(pool.size()).isEqualTo(3);
    assertThat(pool.running()).isEqualTo(3);
    assertThat(pool.queued()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void shrinking_lets_running_tasks_finish_and_takes_no_new_ones_past_the_bound(String threads)
      throws Exception {
    Pool pool = pool(threads, 3, 10);
    Gate later = new Gate();
    List<Task<?>> running = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      running.add(pool.run(gate::pass));
    }
    gate.awaitArrived(3);

    pool.resize(1, 10);
    for (int i = 0; i < 3; i++) {
      pool.run(later::pass);
    }

    assertThat(pool.running()).isEqualTo(3);
    gate.open();
    for (Task<?> task : running) {
      task.join();
    }
    later.awaitArrived(1);
    await().until(() -> pool.running() == 1);
    assertThat(pool.queued()).isEqualTo(2);
    later.open();
    await().until(() -> later.arrived() == 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void the_queue_follows_and_keeps_what_it_has(String threads) throws Exception {
    Pool pool = pool(threads, 1, 2);
    gate.fill(pool);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);

    pool.resize(1, 4);
    pool.run(() -> {});
    Task<String> last = pool.call(() -> "last");
    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("1 running and 4 queued");

    pool.resize(1, 1);
    assertThat(pool.queueCapacity()).isEqualTo(1);
    assertThat(pool.queued()).isEqualTo(4);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    gate.open();
    assertThat(last.join()).isEqualTo("last");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void what_is_canceled_past_the_new_bound_makes_no_room(String threads) {
    Pool pool = pool(threads, 1, 3);
    gate.occupy(pool);
    List<Task<?>> queued = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      queued.add(pool.run(() -> {}));
    }

    pool.resize(1, 1);

    for (Task<?> task : queued) {
      assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
      task.cancel();
    }
    assertThat(pool.run(() -> {}).status()).isEqualTo(Task.Status.QUEUED);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void whoever_is_blocked_gets_the_new_room(String threads) throws Exception {
    Pool pool =
        Pool.builder("own")
            .size(1)
            .queue(1)
            .threads(threads)
            .whenFull(WhenFull.block(Duration.ofMinutes(5)))
            .build();
    gate.fill(pool);
    Caller blocked = Caller.of(() -> pool.run(() -> {}));
    blocked.awaitWaiting();

    pool.resize(1, 2);

    assertThat(blocked.thrown()).isNull();
    assertThat(pool.queued()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"0, 5", "-1, 5", "10001, 5", "2, 0", "2, -1", "2, 1000001"})
  void a_number_out_of_its_range_changes_nothing(int size, int queue) {
    Pool pool = pool("platform", 1, 2);
    gate.fill(pool);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.resize(size, queue))
        .withMessageContaining("allowed: 1 to ");

    assertThat(pool.size()).isEqualTo(1);
    assertThat(pool.queueCapacity()).isEqualTo(2);
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    assertThat(gate.arrived()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_closed_pool_may_be_made_larger_to_end_sooner(String threads) throws Exception {
    Pool pool = pool(threads, 1, 10);
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      pool.run(gate::pass);
      pool.run(ran::incrementAndGet);
    }
    pool.close();

    pool.resize(4, 10);

    gate.awaitArrived(4);
    gate.open();
    pool.join();
    assertThat(ran).hasValue(4);
  }
}
