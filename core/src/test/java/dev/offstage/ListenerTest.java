package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenerTest {
  private final App app = App.with("offstage.pool.size", "2", "offstage.pool.queue", "5");
  private final Events events = new Events();

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void a_listener_hears_each_event_of_a_task_once() {
    Offstage.addListener(events);
    Offstage.task(() -> "fine").name("good").start();
    Offstage.task(
            () -> {
              if (true) {
                throw new IllegalStateException("broken");
              }
              return "";
            })
        .name("bad")
        .start();

    await().until(() -> events.all().size() == 6);
    assertThat(events.of("good"))
        .containsExactlyInAnyOrder("queued good", "started good", "succeeded good");
    assertThat(events.of("bad"))
        .containsExactlyInAnyOrder("queued bad", "started bad", "failed bad: broken");
  }

  @Test
  void a_pool_counts_how_its_tasks_end() throws Exception {
    Offstage.call(() -> "fine").join();
    Gate gate = new Gate();
    gate.occupy(Offstage.pool());
    Offstage.run(() -> {}).cancel();
    for (int i = 0; i < Offstage.pool().queueCapacity(); i++) {
      Offstage.run(
          () -> {
            throw new IllegalStateException("counted");
          });
    }
    assertThatThrownBy(() -> Offstage.run(() -> {})).isInstanceOf(PoolFullException.class);
    gate.open();

    await().until(() -> Offstage.pool().counts().failed() == 5);
    PoolCounts counts = Offstage.pool().counts();
    assertThat(counts.cancelled()).isEqualTo(1);
    assertThat(counts.rejected()).isEqualTo(1);
    await().until(() -> Offstage.pool().counts().succeeded() == 1 + Offstage.pool().size());
    assertThat(counts.toString()).contains("5 failed, 1 cancelled, 1 rejected");
  }

  @Test
  void a_cancelled_queued_task_is_heard_of_without_a_start() {
    Gate gate = new Gate();
    gate.occupy(Offstage.pool());
    Offstage.addListener(events);

    Offstage.task(() -> {}).name("never").start().cancel();
    gate.open();

    assertThat(events.of("never")).containsExactly("queued never", "cancelled never");
  }

  @Test
  void every_task_of_a_batch_is_heard_of_though_most_never_see_the_queue() throws Exception {
    Offstage.addListener(events);

    Offstage.map(IntStream.range(0, 100).boxed().collect(Collectors.toList()), n -> n).join();

    await().until(() -> events.count("succeeded") == 100);
    assertThat(events.count("queued")).isEqualTo(100);
    assertThat(events.count("started")).isEqualTo(100);
  }

  @Test
  void a_task_that_its_caller_runs_was_accepted() {
    Pool pool = Pool.builder("tiny").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    Gate gate = new Gate();
    gate.fill(pool);
    Offstage.addListener(events);

    pool.task(() -> {}).name("mine").start();
    gate.open();

    assertThat(events.of("mine")).containsExactly("queued mine", "started mine", "succeeded mine");
  }

  @Test
  void a_listener_that_throws_changes_nothing() throws Exception {
    try (LogRecords log = new LogRecords()) {
      Offstage.addListener(new Broken());
      Offstage.addListener(events);

      Task<String> task = Offstage.task(() -> "fine").name("good").start();

      assertThat(task.join()).isEqualTo("fine");
      await().until(() -> events.all().size() == 3 && log.all().size() == 3);
      assertThat(log.warnings())
          .containsOnly("offstage: the listener dev.offstage.ListenerTest$Broken threw");
    }
  }

  @Test
  void a_listener_can_be_taken_away() throws Exception {
    Runnable remove = Offstage.addListener(events);
    remove.run();

    Offstage.map(Arrays.asList(1, 2), n -> n).join();

    assertThat(events.all()).isEmpty();
  }

  private static final class Broken implements TaskListener {
    @Override
    public void queued(Task<?> task) {
      throw new IllegalStateException("queued");
    }

    @Override
    public void started(Task<?> task) {
      throw new AssertionError("started");
    }

    @Override
    public void succeeded(Task<?> task) {
      throw new StackOverflowError("succeeded");
    }
  }
}
