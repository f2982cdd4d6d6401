package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.LogRecords;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each thread of a pool does first. */
@ExtendWith(ServerThreads.class)
class ThreadStartTest {
  private static final ThreadLocal<String> PREPARED = new ThreadLocal<>();

  private final App app = App.with();
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static Pool pool(String threads, int size, Runnable first) {
    return Pool.builder("own").size(size).queue(10).threads(threads).threadStart(first).build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void every_thread_has_done_it_once_before_its_first_task(String threads) throws Exception {
    Set<Thread> prepared = ConcurrentHashMap.newKeySet();
    AtomicInteger times = new AtomicInteger();
    Pool pool =
        pool(
            threads,
            3,
            () -> {
              times.incrementAndGet();
              prepared.add(Thread.currentThread());
              PREPARED.set("prepared");
            });
    assertThat(times).hasValue(0);

    gate.occupy(pool);
    Task<Thread> queued = pool.call(Thread::currentThread);
    Task<String> local = pool.call(PREPARED::get);
    gate.open();

    assertThat(prepared).contains(queued.join()).hasSize(3);
    assertThat(local.join()).isEqualTo("prepared");
    assertThat(times).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void a_thread_goes_on_although_it_threw_and_that_is_said_once(String threads) throws Exception {
    for (Throwable thrown : new Throwable[] {new IllegalStateException("a"), new Error("b")}) {
      try (LogRecords log = new LogRecords()) {
        Pool pool = pool(threads, 2, () -> SubmitContract.sneak(thrown));
        gate.occupy(pool);
        Task<String> next = pool.call(() -> "next");
        gate.open();

        assertThat(next.join()).isEqualTo("next");
        assertThat(log.awaitOne().getThrown()).isSameAs(thrown);
        assertThat(log.warnings().get(0)).contains("threadStart");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"platform", MANAGED})
  void an_interrupt_that_it_leaves_is_not_for_the_first_task(String threads) throws Exception {
    Pool pool = pool(threads, 1, () -> Thread.currentThread().interrupt());

    assertThat(pool.call(() -> Thread.currentThread().isInterrupted()).join()).isFalse();
  }

  @Test
  void a_thread_that_a_larger_pool_adds_does_it_too() {
    AtomicInteger times = new AtomicInteger();
    Pool pool = pool("platform", 1, times::incrementAndGet);
    gate.occupy(pool);

    pool.resize(2, 10);
    pool.run(gate::pass);
    gate.awaitArrived(2);

    assertThat(times).hasValue(2);
  }

  @Test
  void it_is_no_task_and_has_no_context() throws Exception {
    Set<Object> seen = ConcurrentHashMap.newKeySet();
    Carried.SLF4J_MDC.set("anna");
    try {
      pool(
              "platform",
              1,
              () -> {
                seen.add(String.valueOf(Carried.SLF4J_MDC.get()));
                seen.add(String.valueOf(Task.current()));
              })
          .call(() -> "")
          .join();
    } finally {
      Carried.SLF4J_MDC.clear();
    }

    assertThat(seen).containsExactly("null");
  }

  @Test
  void nothing_is_refused_when_it_is_given() {
    PoolBuilder builder = Pool.builder("own");

    assertThatThrownBy(() -> builder.threadStart(null)).isInstanceOf(NullPointerException.class);
  }

  @Test
  void where_no_thread_starts_it_is_not_done() throws Exception {
    AtomicInteger times = new AtomicInteger();
    try (TestMode tasks = TestMode.inline()) {
      pool("platform", 1, times::incrementAndGet).call(() -> "").join();
      assertThat(tasks.queued()).isEmpty();
    }
    try (TestMode tasks = TestMode.manual()) {
      pool("platform", 1, times::incrementAndGet).run(() -> {});
      assertThat(tasks.runAll()).isEqualTo(1);
    }

    assertThat(times).hasValue(0);
  }
}
