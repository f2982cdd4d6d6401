package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code close(true)}: between close and terminate. */
@ExtendWith(ServerThreads.class)
class CloseQueuedTest {
  private final App app = App.with();
  private final Gate gate = new Gate();
  private final AtomicInteger ran = new AtomicInteger();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static Pool one(String threads) {
    return Pool.builder("own").size(1).queue(10).threads(threads).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void what_runs_goes_on_and_what_waits_is_cancelled(String threads) throws Exception {
    Events events = new Events();
    Offstage.addListener(events);
    Pool pool = one(threads);
    Task<String> running =
        pool.call(
            () -> {
              gate.pass();
              return "finished";
            });
    gate.awaitArrived(1);
    Task<Integer> queued = pool.task(ran::incrementAndGet).name("queued").start();

    pool.close(true);

    assertThat(queued.isCancelled()).isTrue();
    assertThat(events.of("queued")).containsExactly("queued queued", "cancelled queued");
    assertThat(running.isDone()).isFalse();
    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolClosedException.class);
    gate.open();
    pool.join();
    assertThat(running.join()).isEqualTo("finished");
    assertThat(ran).hasValue(0);
    assertThat(pool.counts().cancelled()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void the_rest_of_a_batch_is_cancelled(String threads) throws Exception {
    Pool pool = one(threads);
    Batch<Integer> batch =
        pool.map(
            IntStream.range(0, 100).boxed().collect(Collectors.toList()),
            n -> {
              gate.pass();
              return n;
            });
    gate.awaitArrived(1);

    pool.close(true);
    gate.open();
    pool.join();

    assertThat(batch.tasks().get(0).join()).isZero();
    assertThat(batch.tasks().subList(1, 100)).allMatch(Task::isCancelled);
    assertThat(batch.isDone()).isTrue();
  }

  @Test
  void what_waits_for_a_response_waits_no_more() {
    Pool pool = one("platform");
    ClientRequest request = new ClientRequest("anna");
    Task<Integer> held =
        request.call(() -> pool.task(ran::incrementAndGet).afterResponse().start());
    assertThat(pool.queued()).isEqualTo(1);

    pool.close(true);

    assertThat(held.isCancelled()).isTrue();
    assertThat(pool.queued()).isZero();
    request.responseComplete();
    assertThat(ran).hasValue(0);
  }

  @Test
  void false_is_close_and_either_may_follow_the_other() throws Exception {
    Pool pool = one("platform");
    gate.occupy(pool);
    Task<Void> queued = pool.run(ran::incrementAndGet);

    pool.close(false);
    assertThat(queued.status()).isEqualTo(Task.Status.QUEUED);
    pool.close(true);
    assertThat(queued.isCancelled()).isTrue();
    pool.close();
    pool.close(true);
    gate.open();
    pool.join();

    assertThat(pool.counts().succeeded()).isEqualTo(1);
  }

  @Test
  void the_applications_pools_are_not_closed_by_hand() throws Exception {
    assertThatThrownBy(() -> Offstage.pool().close(true))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("drained when the application stops");
    assertThat(Offstage.call(() -> "open").join()).isEqualTo("open");
  }

  @Test
  void by_hand_what_waits_is_gone() {
    try (TestMode tasks = TestMode.manual()) {
      Pool pool = one("platform");
      Task<Void> queued = pool.run(ran::incrementAndGet);

      pool.close(true);

      assertThat(queued.isCancelled()).isTrue();
      assertThat(tasks.runAll()).isZero();
    }
  }
}
