package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is due at a time shares few threads, so no work runs on them: it would hold up the
 * delays, retries and timeouts of the whole application.
 */
class WorkAndTimerTest {
  private static final Duration SOON = Duration.ofMillis(5);
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Work NOTHING = () -> {};
  private static final int MANY = 4;

  private final Gate gate = new Gate();
  private final List<String> threads = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    gate.open();
  }

  private void block() throws InterruptedException {
    threads.add(Thread.currentThread().getName());
    gate.pass();
  }

  /** Of a rate that has room again by now, the caller itself runs it, and must not be the test. */
  private static void startElsewhere(TaskBuilder<?> task) {
    Thread caller = new Thread(task::start, "caller");
    caller.setDaemon(true);
    caller.start();
  }

  /** All of them block, and yet time goes on. */
  private void assertThatTimeGoesOn(int tasks) throws Exception {
    gate.awaitArrived(tasks);
    Offstage.task(NOTHING).delay(SOON).start().join(LONG);
    assertThat(threads).noneMatch(name -> name.contains("timer"));
    gate.open();
  }

  @Test
  void what_a_rate_lets_go_on_while_its_pool_is_full_holds_up_nothing() throws Exception {
    try (App app =
        App.with(
            "offstage.limit.slow", "200/s",
            "offstage.pool.small.size", "1",
            "offstage.pool.small.queue", "1",
            "offstage.pool.small.full", "caller-runs")) {
      Pool small = Offstage.pool("small");
      small.run(this::block);
      gate.awaitArrived(1);
      small.run(NOTHING);
      Offstage.task(NOTHING).pool(small).limit("slow").start();
      for (int i = 0; i < MANY; i++) {
        startElsewhere(Offstage.task(this::block).pool(small).limit("slow"));
      }
      assertThatTimeGoesOn(1 + MANY);
    }
  }

  @Test
  void what_a_rate_lets_go_on_after_the_end_of_its_pool_holds_up_nothing() throws Exception {
    try (App app = App.with("offstage.limit.slow", "200/s")) {
      Pool own = Pool.builder("own").size(MANY).build();
      for (int i = 0; i < MANY; i++) {
        Offstage.task(this::block).pool(own).limit("slow").start();
      }
      own.close();
      assertThatTimeGoesOn(MANY);
    }
  }

  @Test
  void without_threads_what_a_rate_lets_go_on_later_holds_up_nothing() throws Exception {
    try (App app = App.with("offstage.limit.slow", "200/s", "offstage.enabled", "false")) {
      Offstage.task(NOTHING).limit("slow").start();
      for (int i = 0; i < MANY; i++) {
        startElsewhere(Offstage.task(this::block).limit("slow"));
      }
      gate.awaitArrived(MANY);
      gate.open();
    }
    assertThat(threads).noneMatch(name -> name.contains("timer"));
  }

  @Test
  void what_waits_for_its_time_holds_up_nothing_where_an_executor_runs_it_on_its_caller()
      throws Exception {
    try (App app = App.with()) {
      Pool own = Pool.builder("own").size(2 * MANY).threads(Runnable::run).build();
      for (int i = 0; i < MANY; i++) {
        Offstage.task(this::block).pool(own).delay(SOON).start();
      }
      assertThatTimeGoesOn(MANY);
    }
  }

  @Test
  void what_is_tried_again_holds_up_nothing_where_an_executor_runs_it_on_its_caller()
      throws Exception {
    try (App app = App.with()) {
      Pool own = Pool.builder("own").size(2 * MANY).threads(Runnable::run).build();
      for (int i = 0; i < MANY; i++) {
        Offstage.task(
                () -> {
                  if (Task.current().attempts().size() == 1) {
                    throw new IOException("down");
                  }
                  block();
                })
            .pool(own)
            .retries(1)
            .backoff(Backoff.from(SOON))
            .start();
      }
      assertThatTimeGoesOn(MANY);
    }
  }

  @Test
  void what_comes_again_and_again_holds_up_nothing_where_an_executor_runs_it_on_its_caller()
      throws Exception {
    try (App app = App.with()) {
      Pool own = Pool.builder("own").size(2 * MANY).threads(Runnable::run).build();
      for (int i = 0; i < MANY; i++) {
        own.every(SOON, this::block);
      }
      assertThatTimeGoesOn(MANY);
      await().until(() -> threads.size() > MANY);
    }
  }

  private void blockAnyway() {
    try {
      block();
    } catch (InterruptedException e) {
      blockAnyway();
    }
  }

  private Task<Void> timedOut() {
    return Offstage.task(() -> Thread.sleep(LONG.toMillis()))
        .timeout(SOON)
        .grace(SOON)
        .onGiveUp(task -> blockAnyway())
        .start();
  }

  @Test
  void whoever_is_slow_to_hear_of_a_timeout_holds_up_nothing() throws Exception {
    try (App app = App.with("offstage.pool.size", "8")) {
      for (int i = 0; i < MANY; i++) {
        timedOut();
      }
      assertThatTimeGoesOn(MANY);
    }
  }

  @Test
  void whoever_is_slow_to_hear_of_a_timeout_keeps_nobody_waiting_past_the_end() throws Exception {
    App app = App.with("offstage.pool.size", "8");
    for (int i = 0; i < MANY; i++) {
      timedOut();
    }
    gate.awaitArrived(MANY);
    Task<Void> last = timedOut();
    await().until(last::isDone);
    app.close();

    assertThat(last.await(LONG)).isTrue();
  }
}
