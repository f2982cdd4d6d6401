package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.task.PoolTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels in the queues of all kinds of threads. */
class PriorityOnThreadsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdown();
  }

  private Pool pool(String kind) {
    PoolBuilder builder = Pool.builder("levels").size(1).queue(1_000);
    switch (kind) {
      case "of the pool":
        return builder.build();
      case "lent":
        return builder.threads(threads).build();
      default:
        // Of this kind a pool knows nothing: each task asks for a thread of its own.
        return builder.threads((Executor) threads::execute).build();
    }
  }

  private Task<Void> start(Pool pool, String name, Priority level) {
    Work work = () -> ran.add(name);
    return Offstage.task(work).name(name).pool(pool).priority(level).start();
  }

  @ParameterizedTest
  @ValueSource(strings = {"of the pool", "lent", "of a kind that nobody knows"})
  void waiting_tasks_run_by_their_levels(String kind) throws Exception {
    try (App app = App.with("offstage.priority.step", "1h")) {
      Pool pool = pool(kind);
      Gate gate = new Gate();
      gate.occupy(pool);
      for (int i = 0; i < 10; i++) {
        start(pool, "low", Priority.LOW);
        start(pool, "normal", Priority.NORMAL);
        start(pool, "high", Priority.HIGH);
      }
      List<String> expected = new ArrayList<>(Collections.nCopies(10, "high"));
      expected.addAll(Collections.nCopies(10, "normal"));
      expected.addAll(Collections.nCopies(10, "low"));
      if (kind.startsWith("of a kind")) {
        // Their threads have come.
        await().until(() -> waitingThreads() >= 30);
      }
      gate.open();
      await().until(() -> ran.size() == 30);

      assertThat(ran).isEqualTo(expected);
    }
  }

  private long waitingThreads() {
    return Thread.getAllStackTraces().values().stream()
        .filter(
            stack -> {
              for (StackTraceElement frame : stack) {
                if (frame.getMethodName().equals("awaitTurn")) {
                  return true;
                }
              }
              return false;
            })
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"of the pool", "lent", "of a kind that nobody knows"})
  void waiting_tasks_of_all_levels_can_be_cancelled_and_give_their_places_back(String kind)
      throws Exception {
    try (App app = App.with()) {
      Pool pool = pool(kind);
      Gate gate = new Gate();
      gate.occupy(pool);
      List<Task<?>> all = new ArrayList<>();
      for (Priority level : Priority.values()) {
        all.add(start(pool, "never", level));
      }
      assertThat(pool.queued()).isEqualTo(3);
      all.forEach(task -> task.cancel("away"));
      assertThat(pool.queued()).isZero();

      Task<Void> last = start(pool, "last", Priority.LOW);
      gate.open();
      last.join(Duration.ofSeconds(20));
      assertThat(ran).containsExactly("last");
    }
  }

  @Test
  void the_place_of_a_waiting_task_is_the_one_that_its_level_gives_it() throws Exception {
    try (App app = App.with("offstage.priority.step", "1h")) {
      Pool pool = pool("of the pool");
      Gate gate = new Gate();
      gate.occupy(pool);
      Task<Void> low = start(pool, "low", Priority.LOW);
      Task<Void> normal = start(pool, "normal", Priority.NORMAL);
      Task<Void> high = start(pool, "high", Priority.HIGH);

      assertThat(((PoolTask<?>) high).position()).isEqualTo(1);
      assertThat(((PoolTask<?>) normal).position()).isEqualTo(2);
      assertThat(((PoolTask<?>) low).position()).isEqualTo(3);
      gate.open();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"of the pool", "lent", "of a kind that nobody knows"})
  void a_terminated_pool_cancels_what_waits_in_all_levels(String kind) throws Exception {
    try (App app = App.with()) {
      Pool pool = pool(kind);
      Gate gate = new Gate();
      gate.occupy(pool);
      List<Task<?>> all = new ArrayList<>();
      for (Priority level : Priority.values()) {
        all.add(start(pool, "never", level));
      }
      pool.terminate();

      assertThat(all).extracting(Task::status).containsOnly(Task.Status.CANCELLED);
      assertThat(pool.join(Duration.ofSeconds(20))).isTrue();
      assertThat(ran).isEmpty();
    }
  }

  @Test
  void the_lanes_of_a_batch_do_not_keep_the_other_levels_out() throws Exception {
    try (App app = App.with("offstage.pool.size", "1")) {
      Gate gate = new Gate();
      AtomicInteger mapped = new AtomicInteger();
      List<Integer> items = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        items.add(i);
      }
      Batch<Integer> batch =
          Offstage.map(
              items,
              item -> {
                if (mapped.incrementAndGet() == 1) {
                  gate.pass();
                }
                return item;
              });
      gate.awaitArrived(1);
      Work work = () -> ran.add("high after " + mapped);
      Offstage.task(work).priority(Priority.HIGH).start();
      gate.open();
      batch.join();

      await().until(() -> ran.size() == 1);
      assertThat(Integer.parseInt(ran.get(0).substring("high after ".length()))).isLessThan(9_000);
    }
  }

  @Test
  void of_many_tasks_from_many_threads_none_is_lost_or_runs_twice() throws Exception {
    AtomicInteger done = new AtomicInteger();
    Work work = done::incrementAndGet;
    try (App app =
        App.with(
            "offstage.pool.size",
            "4",
            "offstage.pool.queue",
            "50",
            "offstage.pool.full",
            "block:60s")) {
      List<Thread> submitters = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        submitters.add(
            new Thread(
                () -> {
                  for (int n = 0; n < 20_000; n++) {
                    Offstage.task(work).priority(Priority.values()[n % 3]).start();
                  }
                }));
      }
      submitters.forEach(Thread::start);
      for (Thread submitter : submitters) {
        submitter.join();
      }
      await().until(() -> done.get() == 80_000);

      await().until(() -> Offstage.pool().counts().succeeded() == 80_000);
      assertThat(Offstage.pool().queued()).isZero();
    }
  }
}
