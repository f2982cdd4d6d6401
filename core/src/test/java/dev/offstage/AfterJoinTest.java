package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who has waited for a task finds it counted, told and dated. */
class AfterJoinTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with("offstage.pool.size", "2", "offstage.pool.queue", "10000");
  private final Events events = new Events();

  @AfterEach
  void stop() {
    app.close();
  }

  /** Waits in each way in turn; returns when the task has ended. */
  private static void await(Task<?> task, int round) throws Exception {
    switch (round % 4) {
      case 0:
        task.await();
        break;
      case 1:
        assertThat(task.await(LONG)).isTrue();
        break;
      case 2:
        task.toCompletableFuture().handle((result, error) -> "").join();
        break;
      default:
        while (!task.await(Duration.ZERO)) {
          Thread.yield();
        }
    }
  }

  private void check(int rounds) throws Exception {
    for (int round = 1; round <= rounds; round++) {
      await(Offstage.call(() -> "fine"), round);
      assertThat(Offstage.pool().counts().succeeded()).isEqualTo(round);
      assertThat(events.count("succeeded")).isEqualTo(round);

      Task<String> failing =
          Offstage.call(
              () -> {
                throw new IOException("no network");
              });
      await(failing, round);
      assertThat(Offstage.pool().counts().failed()).isEqualTo(round);
      assertThat(events.count("failed")).isEqualTo(round);

      Gate gate = new Gate();
      Task<Void> running = Offstage.run(gate::pass);
      gate.awaitArrived(1);
      Thread canceller = new Thread(() -> running.cancel(true));
      canceller.start();
      await(running, round);
      assertThat(Offstage.pool().counts().cancelled()).isEqualTo(round);
      assertThat(events.count("cancelled")).isEqualTo(round);
      canceller.join();
    }
  }

  @Test
  void counts_are_right_and_listeners_have_been_told() throws Exception {
    Offstage.addListener(events);

    check(300);
  }

  @Test
  void also_when_a_listener_takes_its_time() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Offstage.addListener(
        new TaskListener() {
          private void pause() {
            try {
              never.await(3, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
              throw new AssertionError("the thread of a listener is interrupted", e);
            }
          }

          @Override
          public void succeeded(Task<?> task) {
            pause();
          }

          @Override
          public void failed(Task<?> task, Throwable error) {
            pause();
          }

          @Override
          public void cancelled(Task<?> task) {
            pause();
          }
        });
    Offstage.addListener(events);

    check(40);
  }

  @Test
  void counts_are_right_without_listeners_too() throws Exception {
    for (int round = 1; round <= 5_000; round++) {
      await(Offstage.call(() -> "fine"), round);
      assertThat(Offstage.pool().counts().succeeded()).isEqualTo(round);
    }
  }

  @Test
  void a_batch_that_was_joined_is_done() throws Exception {
    for (int round = 0; round < 3_000; round++) {
      Batch<Integer> batch = Offstage.map(Arrays.asList(1, 2), n -> n);

      batch.join(LONG);

      assertThat(batch.isDone()).isTrue();
      assertThat(batch.done()).isEqualTo(2);
    }
  }

  @Test
  void times_are_in_their_order_also_where_many_tasks_share_them() throws Exception {
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      int number = i;
      tasks.add(Offstage.call(() -> number));
    }
    for (Task<Integer> task : tasks) {
      task.join(LONG);
      Instant started = task.started();
      assertThat(started).isAfterOrEqualTo(task.created());
      assertThat(task.finished()).isAfterOrEqualTo(started);
    }
  }
}
