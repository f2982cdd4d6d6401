package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the end of a pool waits for and names: also the tasks that run on their callers' threads.
 */
@ExtendWith(ServerThreads.class)
class CallerRunsEndTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);

  private final LogRecords log = new LogRecords();
  private final App app = App.with("offstage.drain", "0s");
  private final Gate worker = new Gate();
  private final Gate caller = new Gate();

  @AfterEach
  void stop() {
    worker.open();
    caller.open();
    app.close();
    log.close();
  }

  /** A full pool, in front of which a thread does this. */
  private Pool withCaller(String threads, Consumer<Pool> handOver) {
    Pool pool =
        Pool.builder("tiny")
            .size(1)
            .queue(1)
            .threads(threads)
            .whenFull(WhenFull.callerRuns())
            .build();
    worker.fill(pool);
    Thread thread = new Thread(() -> handOver.accept(pool));
    thread.setDaemon(true);
    thread.start();
    caller.awaitArrived(1);
    return pool;
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void join_waits_for_a_task(String threads) throws Exception {
    Pool pool = withCaller(threads, full -> full.run(caller::pass));
    pool.close();
    worker.open();
    await().until(() -> pool.counts().succeeded() == 2);

    assertThat(pool.join(SHORT)).isFalse();
    caller.open();

    assertThat(pool.join(LONG)).isTrue();
    assertThat(pool.counts().succeeded()).isEqualTo(3);
    assertThat(pool.running()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void join_waits_for_an_item_of_a_batch(String threads) throws Exception {
    Pool pool =
        withCaller(
            threads,
            full ->
                full.map(
                    Collections.singletonList(1),
                    n -> {
                      caller.pass();
                      return n;
                    }));
    pool.close();
    worker.open();
    await().until(() -> pool.counts().succeeded() == 2);

    assertThat(pool.join(SHORT)).isFalse();
    caller.open();

    assertThat(pool.join(LONG)).isTrue();
    assertThat(pool.counts().succeeded()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_drain_interrupts_and_names_them(String threads) {
    AtomicReference<Task<Void>> task = new AtomicReference<>();
    withCaller(threads, full -> task.set(full.task(caller::pass).name("the caller's").start()));

    app.drain();

    await().until(() -> task.get() != null);
    assertThat(task.get().isCancelled()).isTrue();
    assertThat(log.warnings())
        .filteredOn(line -> line.contains("stops"))
        .singleElement()
        .asString()
        .contains("loses 3 tasks ", "'the caller's' in pool 'tiny'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_drain_says_which_of_them_go_on(String threads) {
    withCaller(
        threads, full -> full.task(caller::passIgnoringInterrupts).name("the caller's").start());

    app.drain();

    assertThat(log.warnings()).hasSize(3);
    assertThat(log.warnings().get(2))
        .contains("ignores its interrupt", "'the caller's' in pool 'tiny'");
  }
}
