package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait for the response take places in the queue, though the pool has idle threads. */
@ExtendWith(ServerThreads.class)
class HeldPlacesTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with();
  private final Gate gate = new Gate();
  private final ClientRequest request = new ClientRequest("ann");

  @AfterEach
  void stop() {
    request.responseComplete();
    gate.open();
    app.close();
  }

  private static PoolBuilder pool(int size, int queue) {
    return Pool.builder("mail").size(size).queue(queue);
  }

  private Task<Thread> hold(Pool pool) {
    return request.call(() -> pool.task(Thread::currentThread).afterResponse().start());
  }

  /** As many as the pool takes. */
  private List<Task<Thread>> holdAll(Pool pool) {
    List<Task<Thread>> held = new ArrayList<>();
    try {
      while (held.size() < 1_000) {
        held.add(hold(pool));
      }
    } catch (PoolFullException e) {
      // That is the end.
    }
    return held;
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void one_request_has_no_more_of_them_than_the_queue_has_places(String threads) throws Exception {
    Pool pool = pool(2, 10).threads(threads).build();
    pool.run(() -> {}).join(LONG);

    assertThat(holdAll(pool)).hasSize(10);

    assertThat(pool.queued()).isEqualTo(10);
    await().until(() -> pool.running() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void none_of_them_runs_on_the_thread_that_completes_the_response(String threads)
      throws Exception {
    Pool pool = pool(2, 10).threads(threads).build();
    List<Task<Thread>> held = holdAll(pool);

    request.responseComplete();

    for (Task<Thread> task : held) {
      assertThat(task.join(LONG)).isNotSameAs(Thread.currentThread());
    }
    assertThat(pool.queued()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void others_find_these_places_taken(String threads) throws Exception {
    Pool pool = pool(2, 10).threads(threads).build();
    gate.occupy(pool);
    List<Task<Thread>> held = holdAll(pool);

    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);

    request.responseComplete();
    assertThat(pool.queued()).isEqualTo(10);
    gate.open();
    for (Task<Thread> task : held) {
      assertThat(task.join(LONG)).isNotSameAs(Thread.currentThread());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void one_that_is_cancelled_gives_its_place_back_once(String threads) {
    Pool pool = pool(2, 10).threads(threads).build();
    List<Task<Thread>> held = holdAll(pool);

    assertThat(held.get(3).cancel()).isTrue();
    assertThat(held.get(3).cancel()).isFalse();

    assertThat(pool.queued()).isEqualTo(9);
    assertThat(holdAll(pool)).hasSize(1);
    request.responseComplete();
    await().until(() -> pool.counts().succeeded() == 10);
    assertThat(pool.queued()).isZero();
    assertThat(holdAll(pool)).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void caller_runs_leaves_them_to_the_pool_if_that_has_room_by_then(String threads)
      throws Exception {
    Pool pool = pool(1, 1).threads(threads).whenFull(WhenFull.callerRuns()).build();
    gate.fill(pool);
    Task<Thread> held = hold(pool);
    assertThat(held.status()).isEqualTo(Task.Status.QUEUED);
    assertThat(pool.queued()).isEqualTo(2);
    gate.open();
    await().until(() -> pool.running() == 0 && pool.queued() == 1);

    request.responseComplete();

    assertThat(held.join(LONG)).isNotSameAs(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void caller_runs_runs_them_with_the_response_if_there_is_no_room(String threads)
      throws Exception {
    Pool pool = pool(1, 1).threads(threads).whenFull(WhenFull.callerRuns()).build();
    gate.fill(pool);
    Task<Thread> held = hold(pool);

    request.responseComplete();

    assertThat(held.join(LONG)).isSameAs(Thread.currentThread());
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void block_waits_for_the_place_and_not_for_the_response(String threads) throws Exception {
    Pool pool = pool(1, 1).threads(threads).whenFull(WhenFull.block(LONG)).build();
    gate.fill(pool);
    AtomicReference<Task<Thread>> held = new AtomicReference<>();
    Thread servlet = new Thread(() -> held.set(hold(pool)));
    servlet.start();
    await().until(() -> servlet.getState() == Thread.State.TIMED_WAITING);
    assertThat(held).hasNullValue();

    gate.open();
    servlet.join();

    assertThat(held.get().status()).isEqualTo(Task.Status.QUEUED);
    request.responseComplete();
    assertThat(held.get().join(LONG)).isNotSameAs(servlet).isNotSameAs(Thread.currentThread());
  }

  @Test
  void a_client_has_no_more_of_them_than_its_share_though_threads_are_free() {
    Pool pool = pool(2, 10).share(30).build();

    assertThat(holdAll(pool)).hasSize(3);
  }

  @Test
  void a_client_whose_held_task_is_cancelled_has_its_share_again() {
    Pool pool = pool(1, 10).share(30).build();
    gate.occupy(pool);
    List<Task<Thread>> held = holdAll(pool);
    assertThat(held).hasSize(3);

    held.get(1).cancel();

    assertThat(holdAll(pool)).hasSize(1);
  }
}
