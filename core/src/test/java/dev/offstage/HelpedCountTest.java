package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thread is counted once, however many tasks wait for each other on it. */
@ExtendWith(ServerThreads.class)
class HelpedCountTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final App app = App.with();

  @AfterEach
  void stop() {
    app.close();
  }

  private static PoolBuilder one(String threads) {
    return Pool.builder("one").size(1).queue(10).threads(threads);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void while_a_task_runs_another_one(String threads) throws Exception {
    Pool pool = one(threads).build();
    Task<Integer> outer = pool.call(() -> pool.call(() -> pool.call(pool::running).join()).join());

    assertThat(outer.join(LONG)).isEqualTo(1);
    await().until(() -> pool.running() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void while_a_task_runs_a_batch(String threads) throws Exception {
    Pool pool = one(threads).build();
    Task<String> outer =
        pool.call(() -> pool.map(Arrays.asList(1, 2, 3), n -> pool.running()).join().toString());

    assertThat(outer.join(LONG)).isEqualTo("[1, 1, 1]");
    await().until(() -> pool.running() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void while_it_runs_what_its_full_pool_does_not_take(String threads) throws Exception {
    Pool pool = one(threads).queue(1).whenFull(WhenFull.callerRuns()).build();
    Task<Integer> outer =
        pool.call(
            () -> {
              pool.run(() -> {});
              return pool.call(pool::running).join();
            });

    assertThat(outer.join(LONG)).isEqualTo(1);
    await().until(() -> pool.running() == 0 && pool.queued() == 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_caller_that_runs_two_inside_of_each_other_is_one(String threads) throws Exception {
    Pool pool = one(threads).queue(1).whenFull(WhenFull.callerRuns()).build();
    Gate gate = new Gate();
    gate.fill(pool);

    Task<Integer> outer = pool.call(() -> pool.call(pool::running).join());

    assertThat(outer.join(LONG)).isEqualTo(2);
    assertThat(pool.running()).isEqualTo(1);
    gate.open();
  }
}
