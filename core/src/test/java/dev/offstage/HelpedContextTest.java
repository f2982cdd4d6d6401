package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** What a task sees that runs inside of one that waits for it: its own context, on that thread. */
class HelpedContextTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  // No carrier knows this one.
  private static final ThreadLocal<String> TRANSACTION = new ThreadLocal<>();

  private final App app = App.with("offstage.pool.size", "1");

  @AfterEach
  void stop() {
    MDC.clear();
    app.close();
  }

  @Test
  void its_own_context_and_afterwards_the_waiting_task_has_its_own_again() throws Exception {
    MDC.put("user", "ann");
    Task<String> outer =
        Offstage.call(
            () -> {
              MDC.put("user", "bob");
              Task<String> inner = Offstage.call(() -> MDC.get("user"));
              MDC.put("user", "cid");
              return inner.join() + ", " + MDC.get("user");
            });

    assertThat(outer.join(LONG)).isEqualTo("bob, cid");
  }

  @Test
  void itself_as_the_current_task() throws Exception {
    Task<String> outer =
        Offstage.task(
                () ->
                    Offstage.task(() -> Task.current().name()).name("inner").start().join()
                        + ", "
                        + Task.current().name())
            .name("outer")
            .start();

    assertThat(outer.join(LONG)).isEqualTo("inner, outer");
  }

  @Test
  void the_thread_bound_state_that_no_carrier_knows() throws Exception {
    Task<String> outer =
        Offstage.call(
            () -> {
              TRANSACTION.set("open");
              try {
                return Offstage.call(TRANSACTION::get).join();
              } finally {
                TRANSACTION.remove();
              }
            });

    assertThat(outer.join(LONG)).isEqualTo("open");
  }

  @Test
  void the_locks_that_the_waiting_task_has() throws Exception {
    Object lock = new Object();
    Task<Boolean> outer =
        Offstage.call(
            () -> {
              synchronized (lock) {
                return Offstage.call(() -> Thread.holdsLock(lock)).join();
              }
            });

    assertThat(outer.join(LONG)).isTrue();
  }
}
