package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that follow tasks, on real threads: long chains, full pools, ends of pools. */
class ChainOnThreadsTest {
  private static final int LONG = 10_000;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final LogRecords log = new LogRecords();
  private final Gate gate = new Gate();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    gate.open();
    log.close();
  }

  private static Task<Integer> chain(Task<Integer> first) {
    Task<Integer> last = first;
    for (int i = 0; i < LONG; i++) {
      last = last.then(number -> number + 1);
    }
    return last;
  }

  private Task<Integer> waiting() {
    return Offstage.call(
        () -> {
          gate.pass();
          return 0;
        });
  }

  @Test
  void a_chain_may_be_of_any_length() throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      Task<Integer> last = chain(waiting());
      gate.open();

      assertThat(last.join(LIMIT)).isEqualTo(LONG);
    }
  }

  @Test
  void also_where_each_runs_at_the_end_of_the_one_before_since_the_queue_is_full()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "1", "offstage.pool.queue", "1")) {
      Task<Integer> last = chain(waiting());
      Task<Integer> queued = Offstage.call(() -> last.status() == Task.Status.SUCCEEDED ? 1 : 0);
      gate.open();

      assertThat(last.join(LIMIT)).isEqualTo(LONG);
      assertThat(queued.join(LIMIT)).isEqualTo(1);
    }
  }

  @Test
  void also_where_it_fails_or_is_cancelled_from_either_end() throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      Offstage.run(gate::pass);
      Task<Integer> failing =
          Offstage.call(
              () -> {
                throw new IOException("down");
              });
      Task<Integer> mended = chain(failing).onFailure(error -> 7);
      Task<Integer> forwards = Offstage.call(() -> 0);
      Task<Integer> lastForwards = chain(forwards);
      Task<Integer> backwards = Offstage.call(() -> 0);
      Task<Integer> lastBackwards = chain(backwards);

      forwards.cancel("not wanted");
      assertThat(lastForwards.cause()).isEqualTo("not wanted");
      lastBackwards.cancel();
      assertThat(backwards.isCancelled()).isTrue();
      gate.open();
      assertThat(mended.join(LIMIT)).isEqualTo(7);
    }
  }

  @Test
  void a_task_that_waits_for_a_chain_of_its_own_full_pool_runs_it() throws Exception {
    try (App app = App.with("offstage.pool.size", "1", "offstage.pool.queue", "1")) {
      Task<Integer> outer =
          Offstage.call(
              () -> {
                Task<Integer> first = Offstage.call(() -> 1);
                return first.then(number -> number + 1).then(number -> number + 1).join();
              });

      assertThat(outer.join(LIMIT)).isEqualTo(3);
    }
  }

  @Test
  void a_task_that_waits_for_what_follows_one_of_another_pool_runs_it_in_its_turn()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "1", "offstage.pool.mail.size", "1")) {
      Task<Integer> outer =
          Offstage.call(
              () -> {
                Task<Integer> mail =
                    Offstage.pool("mail")
                        .call(
                            () -> {
                              gate.pass();
                              return 1;
                            });
                Task<Integer> own = Offstage.call(() -> 1);
                return Task.all(Arrays.asList(own, mail))
                    .then(numbers -> numbers.size() + 1)
                    .join();
              });
      gate.awaitArrived(1);
      gate.open();

      assertThat(outer.join(LIMIT)).isEqualTo(3);
    }
  }

  @Test
  void what_follows_a_timeout_runs_on_a_thread_of_the_pool_although_that_is_full()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "1", "offstage.pool.queue", "1")) {
      Task<Integer> stuck =
          Offstage.task(
                  () -> {
                    gate.passIgnoringInterrupts();
                    return 1;
                  })
              .timeout(Duration.ofMillis(20))
              .grace(Duration.ofMillis(1))
              .start();
      gate.awaitArrived(1);
      Task<String> fallback =
          stuck.then(number -> "").onFailure(error -> Thread.currentThread().getName());
      Offstage.run(() -> {});

      assertThat(fallback.join(LIMIT)).startsWith("offstage-shop-default-");
      gate.open();
    }
  }

  @Test
  void what_follows_runs_after_the_end_of_the_first_has_given_back_what_that_held()
      throws Exception {
    try (App app = App.with("offstage.pool.size", "2", "offstage.pool.queue", "1")) {
      Task<?> first = Offstage.run(gate::pass);
      Task<?> second = first.then(nothing -> threads.add(first.status() + " " + Task.current()));
      gate.open();
      second.await();

      assertThat(threads).singleElement().asString().startsWith("SUCCEEDED Task[");
      assertThat(Offstage.pool().queued()).isZero();
    }
  }

  @Test
  void a_closed_pool_finishes_its_chains_and_begins_none() throws Exception {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(1).build();
      Task<?> first = pool.run(gate::pass);
      Task<Integer> second = first.then(nothing -> 1).then(number -> number + 1);
      Task<Integer> later = pool.task(() -> 5).delay(Duration.ofMillis(20)).start();
      Task<Integer> afterLater = later.then(number -> number + 1);
      pool.close();

      assertThatThrownBy(() -> first.then(nothing -> 1))
          .isInstanceOf(PoolClosedException.class)
          .hasMessageContaining("Pool 'own' is closed and does not take '");
      gate.open();
      pool.join();
      assertThat(second.status()).isEqualTo(Task.Status.SUCCEEDED);
      assertThat(afterLater.status()).isEqualTo(Task.Status.SUCCEEDED);
      assertThat(Task.all(Arrays.asList(second, afterLater)).join()).containsExactly(2, 6);
    }
  }

  @Test
  void nobody_waits_for_ever_for_a_chain_of_a_pool_that_was_terminated() {
    try (App app = App.with()) {
      Pool pool = Pool.builder("own").size(1).build();
      Task<?> first = pool.run(gate::passIgnoringInterrupts);
      gate.awaitArrived(1);
      Task<Integer> last = first.then(nothing -> 1).onFailure(error -> 2);
      pool.terminate();

      assertThatThrownBy(() -> last.join(LIMIT)).isInstanceOf(CancellationException.class);
      gate.open();
    }
  }

  @Test
  void a_stop_finishes_chains_in_time_and_names_what_it_loses() throws Exception {
    AtomicInteger ended = new AtomicInteger();
    Task<Integer> tomorrow;
    try (App app = App.with("offstage.drain", "20s", "offstage.pool.size", "1")) {
      Task<Integer> last = chain(waiting());
      last.then(number -> ended.addAndGet(number));
      tomorrow = Offstage.task(() -> 1).name("tomorrow").delay(Duration.ofDays(1)).start();
      Task<Integer> afterwards = tomorrow.then(number -> ended.incrementAndGet());
      Thread drain = new Thread(app::drain, "stop");
      drain.start();
      await().until(afterwards::isDone);
      gate.open();
      drain.join();
      assertThat(afterwards.cause()).isEqualTo("stopped");
    }

    assertThat(ended).hasValue(LONG);
    assertThat(tomorrow.cause()).isEqualTo("stopped");
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .contains("loses 2 tasks that would not start within 20s")
        .contains("'tomorrow' in pool 'default'");
  }

  @Test
  void chains_are_forgotten_when_they_have_ended() throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      byte[][] large = new byte[1][];
      WeakReference<Object> result = new WeakReference<>(new byte[1 << 20]);
      large[0] = (byte[]) result.get();
      Task<byte[]> first = Offstage.call(() -> large[0]);
      Task<List<Integer>> last =
          Task.all(Arrays.asList(first.then(bytes -> bytes.length), first.then(bytes -> 2)));
      assertThat(last.join(LIMIT)).containsExactly(1 << 20, 2);
      first = null;
      large[0] = null;

      await()
          .until(
              () -> {
                System.gc();
                return result.get() == null;
              });
      assertThat(last.isDone()).isTrue();
    }
  }
}
