package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.internal.agent.AgentBridgeV1;
import dev.offstage.testing.LogRecords;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** Void work that throws is never lost: spring-boot #24231, micronaut-core #2346. */
class FailureLogTest {
  private final App app = App.with("offstage.pool.size", "1");
  private final LogRecords log = new LogRecords();
  private final Events events = new Events();

  @AfterEach
  void stop() {
    app.close();
    log.close();
  }

  static Throwable[] everyKindOfFailure() {
    return new Throwable[] {
      new IOException("checked"),
      new IllegalStateException("unchecked"),
      new StackOverflowError("error"),
      new Throwable("neither exception nor error")
    };
  }

  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void sneak(Throwable thrown) throws T {
    throw (T) thrown;
  }

  @ParameterizedTest
  @MethodSource("everyKindOfFailure")
  void void_work_that_throws_is_logged_once_with_name_and_place(Throwable thrown) {
    Offstage.addListener(events);
    int line = new Throwable().getStackTrace()[0].getLineNumber() + 1;
    Offstage.task(() -> FailureLogTest.<RuntimeException>sneak(thrown)).name("mail").start();

    LogRecord record = log.awaitOne();
    assertThat(record.getLevel()).isEqualTo(Level.WARNING);
    assertThat(record.getLoggerName()).isEqualTo("dev.offstage.pool");
    assertThat(record.getSourceClassName()).startsWith("dev.offstage.internal.task.");
    assertThat(record.getSourceMethodName()).isNotEmpty().isNotEqualTo("log");
    assertThat(record.getThrown()).isSameAs(thrown);
    assertThat(record.getMessage())
        .startsWith("Task 'mail' failed in pool 'default' after ")
        .endsWith("(FailureLogTest.java:" + line + ")");
    await().until(() -> events.all().size() == 3);
    assertThat(events.all())
        .containsExactlyInAnyOrder(
            "queued mail", "started mail", "failed mail: " + thrown.getMessage());
  }

  /** So that a line can be told to belong to a request. */
  @Test
  void a_failure_is_logged_with_the_mdc_of_whoever_handed_the_work_over() {
    List<String> users = new CopyOnWriteArrayList<>();
    Logger logger = Logger.getLogger("dev.offstage.pool");
    // A logger's filter is asked by the thread that logs.
    logger.setFilter(line -> users.add(MDC.get("user")));
    MDC.put("user", "ann");
    try {
      Offstage.run(() -> FailureLogTest.redirected("broken"));
      log.awaitOne();
      assertThat(users).containsExactly("ann");
    } finally {
      MDC.remove("user");
      logger.setFilter(null);
    }
  }

  static void redirected(String text) {
    throw new IllegalStateException(text);
  }

  /** Of a method that takes a request, and in class files older than Java 7. */
  @Test
  void a_redirected_call_with_its_arguments_in_an_array_is_logged_like_any_other() {
    boolean handedOver =
        AgentBridgeV1.handOver(
            MethodHandles.lookup(),
            "redirected",
            "(Ljava/lang/String;)V",
            1,
            "pool= start=NOW",
            new Object[] {"broken"});

    assertThat(handedOver).isTrue();
    assertThat(log.awaitOne().getThrown()).hasMessage("broken");
    assertThat(log.messages().get(0)).startsWith("Task 'FailureLogTest.redirected' failed");
  }

  @Test
  void the_thread_survives_and_takes_the_next_task() throws Exception {
    String before = Offstage.call(() -> Thread.currentThread().getName()).join();
    Offstage.run(
        () -> {
          throw new StackOverflowError("deep");
        });

    assertThat(Offstage.call(() -> Thread.currentThread().getName()).join()).isEqualTo(before);
  }

  @Test
  void work_with_a_result_that_throws_is_delivered_and_not_logged() throws Exception {
    Task<String> task =
        Offstage.call(
            () -> {
              throw new IOException("for the caller");
            });

    assertThatThrownBy(task::join).hasCauseInstanceOf(IOException.class);
    Offstage.run(() -> {}).join();
    assertThat(log.all()).isEmpty();
  }

  @Test
  void a_task_that_was_cancelled_has_not_failed() throws Exception {
    Gate gate = new Gate();
    Offstage.addListener(events);
    Task<Void> task = Offstage.task(gate::pass).name("slow").start();
    gate.awaitArrived(1);

    task.cancel(true);

    Offstage.task(() -> {}).name("next").start().join();
    assertThat(log.all()).isEmpty();
    assertThat(events.of("slow"))
        .containsExactlyInAnyOrder("queued slow", "started slow", "cancelled slow");
  }
}
