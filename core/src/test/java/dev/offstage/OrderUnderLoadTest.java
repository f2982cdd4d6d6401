package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.pool.PlansOf;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** 400,000 tasks over 1,000 values: none out of order, none lost, no lane left. */
class OrderUnderLoadTest {
  private static final int LANES = 1_000;
  private static final int TASKS = 400_000;
  private static final int SUBMITTERS = 4;

  private final AtomicIntegerArray next = new AtomicIntegerArray(LANES);
  private final AtomicInteger outOfOrder = new AtomicInteger();
  private final AtomicLong done = new AtomicLong();

  private void work(int lane, int number) {
    if (!next.compareAndSet(lane, number, number + 1)) {
      outOfOrder.incrementAndGet();
    }
    done.incrementAndGet();
  }

  @Test
  void no_task_is_out_of_order_and_no_lane_is_left() throws Exception {
    try (App app =
        App.with(
            "offstage.pool.size", "4",
            "offstage.pool.queue", "20000",
            "offstage.pool.full", "block:60s")) {
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < SUBMITTERS; i++) {
        int first = i;
        submitters.add(new Thread(() -> submit(first)));
      }
      submitters.forEach(Thread::start);
      for (Thread submitter : submitters) {
        submitter.join();
      }
      await().until(() -> done.get() == TASKS);

      assertThat(outOfOrder).hasValue(0);
      await().until(() -> PlansOf.lanes(Offstage.pool()) == 0);
      assertThat(Offstage.pool().queued()).isZero();
    }
  }

  /** Each has its own lanes, so that the order of its hand-overs is the one that counts. */
  private void submit(int first) {
    for (int number = 0; number < TASKS / LANES; number++) {
      for (int lane = first; lane < LANES; lane += SUBMITTERS) {
        int own = lane;
        int which = number;
        Work work = () -> work(own, which);
        Offstage.task(work).orderBy(own).start();
      }
    }
  }
}
