package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens past the bounds: fineract PR 5432, prime-simplereport #1789. */
class FullPoolTest {
  private final App app = App.with("offstage.pool.mail.size", "1", "offstage.pool.mail.queue", "2");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private Pool full(WhenFull policy) {
    Pool pool = Pool.builder("tiny").size(1).queue(1).whenFull(policy).build();
    gate.fill(pool);
    return pool;
  }

  @Test
  void a_full_pool_rejects_with_its_name_its_sizes_and_the_keys_that_decide() {
    Pool mail = Offstage.pool("mail");
    gate.fill(mail);

    assertThatThrownBy(() -> mail.task(() -> {}).name("receipt").start())
        .isInstanceOfSatisfying(
            PoolFullException.class, e -> assertThat(e.pool()).isEqualTo("mail"))
        .hasMessage(
            "Pool 'mail' is full and does not take 'receipt': 1 running and 2 queued (settings"
                + " offstage.pool.mail.size, offstage.pool.mail.queue and"
                + " offstage.pool.mail.full)");
  }

  @Test
  void a_rejected_task_is_told_to_listeners_and_never_runs() {
    Events events = new Events();
    Offstage.addListener(events);
    Pool pool = full(WhenFull.reject());
    AtomicReference<String> ran = new AtomicReference<>();

    assertThatThrownBy(() -> pool.task(() -> ran.set("yes")).name("late").start())
        .isInstanceOf(PoolFullException.class);
    gate.open();
    pool.close();
    assertThat(joined(pool)).isTrue();

    assertThat(events.of("late")).containsExactly("rejected late");
    assertThat(ran).hasNullValue();
  }

  @Test
  void caller_runs_runs_the_task_on_the_callers_thread() throws Exception {
    Pool pool = full(WhenFull.callerRuns());

    Task<Thread> task = pool.call(Thread::currentThread);

    assertThat(task.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(task.join()).isSameAs(Thread.currentThread());
  }

  @Test
  void block_waits_and_then_rejects() {
    Pool pool = full(WhenFull.block(Duration.ofMillis(30)));

    assertThatThrownBy(() -> pool.run(() -> {}))
        .isInstanceOf(PoolFullException.class)
        .hasMessageContaining("1 running and 1 queued, also after 30ms");
  }

  @Test
  void block_gets_in_when_room_comes() throws Exception {
    Pool pool = full(WhenFull.block(Duration.ofSeconds(20)));
    Pool other = Pool.builder("other").size(1).build();
    AtomicReference<Thread> caller = new AtomicReference<>();

    Task<String> handedOver =
        other.call(
            () -> {
              caller.set(Thread.currentThread());
              return pool.call(() -> "in").join();
            });
    awaitWaiting(caller);
    gate.open();

    assertThat(handedOver.join(Duration.ofSeconds(20))).isEqualTo("in");
  }

  @Test
  void who_is_interrupted_while_blocked_is_rejected_and_stays_interrupted() {
    Pool pool = full(WhenFull.block(Duration.ofSeconds(20)));

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> pool.run(() -> {})).isInstanceOf(PoolFullException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Room may come before the caller sees that the pool is closed: then the task runs. */
  @Test
  void who_is_blocked_when_the_pool_closes_is_refused_or_served() throws Exception {
    Pool pool = full(WhenFull.block(Duration.ofSeconds(20)));
    Pool other = Pool.builder("other").size(1).build();
    AtomicReference<Thread> caller = new AtomicReference<>();
    Task<Task<Void>> blocked =
        other.call(
            () -> {
              caller.set(Thread.currentThread());
              return pool.run(() -> {});
            });
    awaitWaiting(caller);

    pool.close();
    gate.open();

    await().until(blocked::isDone);
    if (blocked.error() == null) {
      blocked.join().join(Duration.ofSeconds(20));
    } else {
      assertThat(blocked.error()).isInstanceOf(PoolClosedException.class);
    }
  }

  private static void awaitWaiting(AtomicReference<Thread> caller) {
    await()
        .until(() -> caller.get() != null && caller.get().getState() == Thread.State.TIMED_WAITING);
  }

  private static boolean joined(Pool pool) {
    try {
      return pool.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
