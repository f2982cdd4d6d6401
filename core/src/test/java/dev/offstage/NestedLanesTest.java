package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Batches that let others go first do so one after the other, and not one inside of the other. */
class NestedLanesTest {
  private static final int BATCHES = 100;
  private static final int ITEMS = 200;
  private static final int DEEP = 60;
  private static final Duration LONG = Duration.ofSeconds(50);

  private final App app = App.with();
  private final Gate gate = new Gate();
  private final AtomicBoolean enough = new AtomicBoolean();

  @AfterEach
  void stop() {
    enough.set(true);
    gate.open();
    app.close();
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toList());
  }

  /** Keeps the queue full. */
  private void push(Pool pool) {
    while (!enough.get()) {
      try {
        pool.run(() -> {});
      } catch (PoolFullException e) {
        Thread.yield();
      }
    }
  }

  @Test
  void the_stack_does_not_grow_with_the_number_of_batches() throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(BATCHES + 2).build();
    gate.occupy(pool);
    AtomicInteger deepest = new AtomicInteger();
    AtomicInteger count = new AtomicInteger();
    List<Batch<Integer>> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(
          pool.map(
              numbers(ITEMS),
              n -> {
                if (count.incrementAndGet() % 16 == 0) {
                  int depth = new Throwable().getStackTrace().length;
                  deepest.accumulateAndGet(depth, Math::max);
                }
                return n;
              }));
    }
    for (int i = 0; i < 2; i++) {
      Thread pusher = new Thread(() -> push(pool));
      pusher.setDaemon(true);
      pusher.start();
    }
    gate.open();

    for (Batch<Integer> batch : batches) {
      assertThat(batch.join(LONG)).hasSize(ITEMS);
    }
    assertThat(deepest).hasPositiveValue();
    assertThat(deepest.get()).isLessThan(DEEP);
  }

  @Test
  void a_task_that_fills_the_queue_goes_before_the_rest_of_the_batch() throws Exception {
    Pool pool = Pool.builder("one").size(1).queue(1).build();
    Batch<Integer> batch =
        pool.map(
            numbers(ITEMS),
            n -> {
              if (n == 0) {
                gate.pass();
              }
              return n;
            });
    gate.awaitArrived(1);
    Task<Integer> other = pool.call(batch::done);
    gate.open();

    assertThat(other.join(LONG)).isLessThan(ITEMS / 2);
    assertThat(batch.join(LONG)).hasSize(ITEMS);
  }
}
