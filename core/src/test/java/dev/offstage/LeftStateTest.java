package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.offstage.internal.context.ThreadState;
import java.lang.ref.WeakReference;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a task changes its thread: the next one finds it as the pool has made it. */
class LeftStateTest {
  private static final ThreadLocal<String> OF_START = new ThreadLocal<>();
  private static final ThreadLocal<String> OF_TASK = new ThreadLocal<>();

  private final App app = App.with();
  private final Pool pool =
      Pool.builder("one").size(1).threadStart(() -> OF_START.set("default")).build();

  @BeforeEach
  void only_where_the_jvm_allows_it() {
    assumeThat(ThreadState.canBeCleared()).isTrue();
  }

  @AfterEach
  void stop() {
    pool.close();
    app.close();
  }

  private String next(Callable<String> work) throws Exception {
    return pool.call(work).join();
  }

  @Test
  void what_threadStart_has_set_is_there_though_a_task_has_changed_it() throws Exception {
    pool.run(() -> OF_START.set("acme")).join();

    assertThat(next(OF_START::get)).isEqualTo("default");
  }

  @Test
  void or_has_taken_it_away() throws Exception {
    pool.run(OF_START::remove).join();

    assertThat(next(OF_START::get)).isEqualTo("default");
  }

  @Test
  void what_takes_the_place_of_a_removed_one_is_gone() throws Exception {
    pool.run(
            () -> {
              OF_START.remove();
              OF_TASK.set("acme");
            })
        .join();

    assertThat(next(OF_TASK::get)).isNull();
    assertThat(next(OF_START::get)).isEqualTo("default");
  }

  /** Those have no key any more, and their places in the table are given to others. */
  @Test
  void so_is_what_takes_the_place_of_thread_locals_that_nobody_has_any_more() throws Exception {
    pool.run(LeftStateTest::useForgottenOnes).join();

    for (int i = 0; i < 50; i++) {
      pool.run(() -> OF_TASK.set("acme")).join();
      assertThat(next(OF_TASK::get)).isNull();
    }
  }

  private static void useForgottenOnes() {
    WeakReference<ThreadLocal<String>> last = null;
    for (int i = 0; i < 8; i++) {
      ThreadLocal<String> forgotten = new ThreadLocal<>();
      forgotten.set("nobody's");
      last = new WeakReference<>(forgotten);
    }
    while (last.get() != null) {
      System.gc();
    }
  }

  @Test
  void its_thread_has_its_own_name_and_priority_again() throws Exception {
    String name = next(() -> Thread.currentThread().getName());
    pool.run(
            () -> {
              Thread.currentThread().setName("anna's report");
              Thread.currentThread().setPriority(Thread.MAX_PRIORITY);
              Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
            })
        .join();

    assertThat(next(() -> Thread.currentThread().getName())).isEqualTo(name);
    assertThat(pool.call(() -> Thread.currentThread().getPriority()).join())
        .isEqualTo(Thread.NORM_PRIORITY);
    assertThat(next(() -> Thread.currentThread().getUncaughtExceptionHandler().toString()))
        .contains("ThreadGroup");
  }

  /** There was no room for it, so it runs where the response is completed. */
  @Test
  void a_task_that_waits_for_a_response_sees_nothing_of_who_completes_it() throws Exception {
    Pool crowded = Pool.builder("crowded").size(1).queue(1).whenFull(WhenFull.callerRuns()).build();
    Gate gate = new Gate();
    gate.fill(crowded);
    ClientRequest anna = new ClientRequest("anna");
    Task<String> task = anna.call(() -> crowded.task(OF_TASK::get).afterResponse().start());
    OF_TASK.set("bert");
    try {
      anna.responseComplete();
      assertThat(task.join()).isNull();
      assertThat(OF_TASK.get()).isEqualTo("bert");
    } finally {
      OF_TASK.remove();
      gate.open();
      crowded.close();
    }
  }
}
