package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One client has a share of the queue, and no more. */
class ShareTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app =
      App.with(
          "offstage.pool.size", "1",
          "offstage.pool.queue", "10",
          "offstage.pool.share", "20%",
          "offstage.pool.mail.share", "100%");
  private final Gate gate = new Gate();
  private final ClientRequest alice = new ClientRequest("alice");
  private final ClientRequest bob = new ClientRequest("bob");

  @AfterEach
  void stop() {
    alice.responseComplete();
    bob.responseComplete();
    gate.open();
    app.close();
  }

  @Test
  void a_client_past_its_share_is_refused_while_others_find_room() {
    gate.occupy(Offstage.pool());

    assertThat(alice.placesIn(Offstage.pool())).isEqualTo(2);
    assertThat(bob.placesIn(Offstage.pool())).isEqualTo(2);
  }

  @Test
  void the_message_names_the_setting_and_not_the_client() {
    gate.occupy(Offstage.pool());
    alice.placesIn(Offstage.pool());

    assertThatThrownBy(() -> alice.call(() -> Offstage.task(() -> {}).name("receipt").start()))
        .isInstanceOfSatisfying(
            PoolFullException.class, e -> assertThat(e.pool()).isEqualTo("default"))
        .hasMessage(
            "Pool 'default' does not take 'receipt': its client has 2 queued already and may have 2"
                + " of 10 (settings offstage.pool.share and offstage.pool.queue)");
    assertThat(Offstage.pool().counts().rejected()).isEqualTo(2);
  }

  @Test
  void a_full_queue_is_said_to_be_full_though_there_are_shares() {
    gate.fill(Offstage.pool());

    assertThatThrownBy(() -> alice.call(() -> Offstage.run(() -> {})))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("1 running and 10 queued");
  }

  @Test
  void outside_of_a_request_a_task_belongs_to_nobody() {
    gate.fill(Offstage.pool());

    assertThat(Offstage.pool().queued()).isEqualTo(10);
  }

  @Test
  void without_a_share_one_client_may_fill_the_queue() {
    Pool mail = Offstage.pool("mail");
    gate.occupy(mail);

    assertThat(alice.placesIn(mail)).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 1, 1",
    "1000, 1, 10",
    "10, 19, 1",
    "10, 99, 9",
    "1, 50, 1",
    "1000000, 99, 990000"
  })
  void a_share_is_rounded_down_to_whole_places_but_at_least_one(int queue, int share, int places) {
    PoolSettings settings = Offstage.runtime().settings().defaultPool();

    PoolSettings shared =
        settings.changed(
            draft -> {
              draft.queue = queue;
              draft.share = share;
            });
    assertThat(shared.placesOfClient()).isEqualTo(places);
  }

  @Test
  void a_pool_of_ones_own_can_have_shares_too() throws Exception {
    try (Pool own = Pool.builder("own").size(1).queue(10).share(50).build()) {
      gate.occupy(own);

      assertThat(alice.placesIn(own)).isEqualTo(5);
      assertThat(own.toString()).contains("share 50%");
    }
  }

  @Test
  void a_task_counts_until_it_starts() throws Exception {
    Pool pool = Offstage.pool();
    gate.occupy(pool);
    Gate second = new Gate();
    alice.call(() -> pool.run(second::pass));

    gate.open();
    second.awaitArrived(1);

    assertThat(alice.placesIn(pool)).isEqualTo(2);
    second.open();
  }

  @Test
  void a_cancelled_task_counts_no_more() {
    Pool pool = Offstage.pool();
    gate.occupy(pool);
    Task<Void> task = alice.call(() -> pool.run(() -> {}));

    assertThat(task.cancel()).isTrue();
    assertThat(task.cancel()).isFalse();

    assertThat(alice.placesIn(pool)).isEqualTo(2);
  }

  @Test
  void a_task_that_waits_for_the_response_counts_until_it_starts() throws Exception {
    Pool pool = Offstage.pool();
    Task<Void> held = alice.call(() -> pool.task(() -> {}).afterResponse().start());
    // A worker has passed the held one by, which is not in the queue any more.
    pool.call(() -> "").join(LONG);
    gate.occupy(pool);

    assertThat(alice.placesIn(pool)).isEqualTo(1);

    alice.responseComplete();
    gate.open();
    held.join(LONG);
  }

  @Test
  void what_is_refused_for_a_full_queue_counts_not() {
    Pool pool = Offstage.pool();
    gate.fill(pool);
    assertThat(alice.placesIn(pool)).isZero();

    gate.open();
    await().until(() -> pool.running() + pool.queued() == 0);
    Gate next = new Gate();
    next.occupy(pool);

    assertThat(alice.placesIn(pool)).isEqualTo(2);
    next.open();
  }

  @Test
  void caller_runs_runs_what_is_past_the_share_on_the_callers_thread() throws Exception {
    Pool pool = Pool.builder("tiny").size(1).whenFull(WhenFull.callerRuns()).build();
    gate.occupy(pool);
    alice.call(() -> pool.run(() -> {}));
    alice.call(() -> pool.run(() -> {}));

    Task<Thread> third = alice.call(() -> pool.call(Thread::currentThread));

    assertThat(third.join(LONG)).isSameAs(Thread.currentThread());
  }

  /** It would hold a thread of the container's for each of its connections. */
  @Test
  void block_does_not_let_a_client_past_its_share_wait() {
    Pool pool = Pool.builder("tiny").size(1).whenFull(WhenFull.block(Duration.ofHours(1))).build();
    gate.occupy(pool);

    assertThat(alice.placesIn(pool)).isEqualTo(2);
  }

  @Test
  void who_waits_for_room_has_taken_his_place_in_the_share() throws Exception {
    Pool pool = Pool.builder("tiny").size(1).whenFull(WhenFull.block(LONG)).build();
    gate.fill(pool);
    List<Thread> blocked = new ArrayList<>();
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 2; i++) {
      Thread thread = new Thread(() -> alice.call(() -> pool.run(ran::incrementAndGet)));
      thread.start();
      blocked.add(thread);
    }
    await()
        .until(() -> blocked.stream().allMatch(it -> it.getState() == Thread.State.TIMED_WAITING));

    assertThat(alice.placesIn(pool)).isZero();

    gate.open();
    await().until(() -> ran.get() == 2);
  }

  @Test
  void a_free_thread_serves_also_who_is_past_his_share() throws Exception {
    Pool pool = Pool.builder("wide").size(16).queue(100).share(1).build();
    for (int round = 0; round < 300; round++) {
      List<Task<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        int number = i;
        tasks.add(alice.call(() -> pool.call(() -> number)));
      }
      for (Task<Integer> task : tasks) {
        task.join(LONG);
      }
      await().until(() -> pool.running() == 0);
    }
  }

  @Test
  void a_batch_past_the_share_goes_on_in_the_threads_that_it_has() throws Exception {
    Pool pool = Pool.builder("lanes").size(2).queue(10).share(10).build();
    Batch<Integer> batch =
        alice.call(
            () -> pool.map(Arrays.asList(1, 2, 3, 4, 5, 6, 7, 8), number -> number * number));

    assertThat(batch.join(LONG)).containsExactly(1, 4, 9, 16, 25, 36, 49, 64);
  }

  @Test
  void a_client_that_cannot_be_told_is_nobody() {
    gate.occupy(Offstage.pool());
    ClientRequest broken =
        new ClientRequest("broken") {
          @Override
          public String client() {
            throw new IllegalStateException("the request is recycled");
          }
        };

    assertThat(broken.placesIn(Offstage.pool())).isEqualTo(10);
  }
}
