package dev.offstage;

import static dev.offstage.ServerThreads.MANAGED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.request.AfterResponse;
import dev.offstage.testing.Jndi;
import dev.offstage.testing.LogRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a stop loses is named in the log, and the log stays readable. */
class LostNamesTest {
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();
  private final ClientRequest request = new ClientRequest("ann");

  @AfterEach
  void stop() {
    AfterResponse.enter(null);
    gate.open();
    log.close();
    Jndi.uninstall();
  }

  private static void jndi(Executor server) {
    Jndi.install();
    Jndi.NAMES.put(MANAGED, server);
  }

  @Test
  void a_task_that_the_server_has_and_never_starts_is_named() {
    Queue<Runnable> server = new ConcurrentLinkedQueue<>();
    jndi(server::add);
    try (App app =
        App.with(
            "offstage.drain", "0s", "offstage.pool.size", "2", "offstage.pool.threads", MANAGED)) {
      List<Task<Void>> tasks = new ArrayList<>();
      for (String name : new String[] {"one", "two", "three"}) {
        tasks.add(Offstage.task(() -> {}).name(name).start());
      }

      app.drain();

      assertThat(log.warnings()).singleElement().asString().contains("loses 3 tasks ");
      assertThat(log.warnings().get(0)).contains("'one'", "'two'", "'three'");
      server.forEach(Runnable::run);
      assertThat(tasks).allMatch(task -> task.isCancelled() && task.started() == null);
    }
  }

  @Test
  void equal_names_are_counted_and_others_get_lines_of_their_own() {
    try (App app =
        App.with(
            "offstage.drain", "0s", "offstage.pool.size", "1", "offstage.pool.queue", "9000")) {
      gate.occupy(Offstage.pool());
      for (int i = 0; i < 400; i++) {
        Offstage.task(() -> {}).name("mail").start();
      }
      for (int i = 0; i < 70; i++) {
        Offstage.task(() -> {}).name("report " + i).start();
      }

      app.drain();

      assertThat(log.warnings()).hasSize(2);
      assertThat(log.warnings().get(0))
          .startsWith("offstage: 'shop' stops and loses 471 tasks that had not ended after 0ms")
          .contains("'mail' in pool 'default' (400), 'report 0' in pool 'default', 'report 1' in");
      assertThat(log.warnings().get(1))
          .startsWith("offstage: 'shop' also loses: ")
          .contains("'report 69' in pool 'default'");
    }
  }

  @Test
  void past_a_thousand_names_only_their_number_is_told() {
    try (App app =
        App.with(
            "offstage.drain", "0s", "offstage.pool.size", "1", "offstage.pool.queue", "9000")) {
      gate.occupy(Offstage.pool());
      for (int i = 0; i < 1234; i++) {
        Offstage.task(() -> {}).name("report " + i).start();
      }

      app.drain();

      assertThat(log.warnings()).hasSize(20);
      assertThat(log.warnings().get(0)).contains("loses 1235 tasks ");
      assertThat(log.warnings().get(19)).endsWith(" and 235 more");
    }
  }
}
