package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who hears of a cancellation may wait for the work to leave: that is interrupted already. */
class CancelOrderTest {
  private final App app = App.with("offstage.pool.size", "2");
  private final Gate gate = new Gate();
  private final CountDownLatch left = new CountDownLatch(1);

  @AfterEach
  void stop() {
    left.countDown();
    gate.open();
    app.close();
  }

  private void work() throws InterruptedException {
    try {
      gate.pass();
    } finally {
      left.countDown();
    }
  }

  private void awaitLeft() {
    try {
      left.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Longer than it ever takes, and shorter than {@link #awaitLeft()} waits. */
  private static void assertEnds(Runnable cancel) throws InterruptedException {
    Thread canceller = new Thread(cancel);
    canceller.start();
    canceller.join(TimeUnit.SECONDS.toMillis(10));
    assertThat(canceller.isAlive()).isFalse();
  }

  @Test
  void a_dependent_of_a_view_can_wait_for_the_work_to_leave() throws Exception {
    Task<Void> task = Offstage.run(this::work);
    task.toCompletableFuture().whenComplete((nothing, error) -> awaitLeft());
    gate.awaitArrived(1);

    assertEnds(() -> task.cancel(true));
  }

  @Test
  void so_can_one_when_the_view_is_cancelled() throws Exception {
    Task<Void> task = Offstage.run(this::work);
    task.toCompletableFuture().whenComplete((nothing, error) -> awaitLeft());
    gate.awaitArrived(1);

    assertEnds(() -> task.toCompletableFuture().cancel(true));
  }

  @Test
  void a_listener_can_wait_for_the_work_to_leave() throws Exception {
    Offstage.addListener(
        new TaskListener() {
          @Override
          public void cancelled(Task<?> task) {
            awaitLeft();
          }
        });
    Task<Void> task = Offstage.run(this::work);
    gate.awaitArrived(1);

    assertEnds(() -> task.cancel(true));
  }

  @Test
  void so_can_one_when_a_pool_is_terminated_that_runs_and_queues_others() throws Exception {
    Pool pool = Pool.builder("own").size(2).queue(10).build();
    Offstage.addListener(
        new TaskListener() {
          @Override
          public void cancelled(Task<?> task) {
            awaitLeft();
          }
        });
    pool.run(gate::pass);
    pool.run(this::work);
    pool.run(() -> {});
    gate.awaitArrived(2);

    assertEnds(pool::terminate);
  }

  @Test
  void so_can_one_of_another_item_when_a_batch_is_cancelled() throws Exception {
    Batch<Integer> batch =
        Offstage.map(
            Arrays.asList(1, 2),
            n -> {
              if (n == 1) {
                gate.pass();
              } else {
                work();
              }
              return n;
            });
    batch.tasks().get(0).toCompletableFuture().whenComplete((nothing, error) -> awaitLeft());
    gate.awaitArrived(2);

    assertEnds(() -> batch.cancel(true));
  }
}
