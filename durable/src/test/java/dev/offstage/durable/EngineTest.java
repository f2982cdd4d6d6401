package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What we need of the engine, by its public API: that it still does this after it was lowered to
 * Java 8.
 */
class EngineTest {
  private static final String TABLE =
      "create table scheduled_tasks (task_name varchar(100), task_instance varchar(100),"
          + " task_data blob, execution_time timestamp with time zone, picked boolean,"
          + " picked_by varchar(50), last_success timestamp with time zone,"
          + " last_failure timestamp with time zone, consecutive_failures int,"
          + " last_heartbeat timestamp with time zone, version bigint, priority int,"
          + " primary key (task_name, task_instance))";

  private final List<String> ran = new CopyOnWriteArrayList<>();
  private final JdbcDataSource database = new JdbcDataSource();
  private Connection open;
  private Scheduler scheduler;

  private final OneTimeTask<String> task =
      Tasks.oneTime("task", String.class)
          .onFailure(new FailureHandler.OnFailureRetryLater<>(Duration.ofMillis(10)))
          .execute(
              (instance, context) -> {
                int failures = context.getExecution().consecutiveFailures;
                ran.add(instance.getData() + " " + failures);
                if (instance.getData().startsWith("fails") && failures < 2) {
                  throw new IllegalStateException("of the test");
                }
              });

  @BeforeEach
  void create() throws SQLException {
    database.setURL("jdbc:h2:mem:engine");
    open = database.getConnection();
    try (Statement statement = open.createStatement()) {
      statement.execute(TABLE);
    }
  }

  @AfterEach
  void stop() throws SQLException {
    scheduler.stop();
    open.close();
  }

  private void start(RecurringTask<?>... recurring) {
    scheduler =
        Scheduler.create(database, task)
            .startTasks(recurring)
            .pollingInterval(Duration.ofMillis(10))
            .threads(2)
            .build();
    scheduler.start();
  }

  private int rows() throws SQLException {
    try (Statement statement = open.createStatement();
        ResultSet result = statement.executeQuery("select count(*) from scheduled_tasks")) {
      result.next();
      return result.getInt(1);
    }
  }

  @Test
  void a_due_task_runs_with_its_data_and_its_row_goes_away() {
    start();
    for (int i = 0; i < 20; i++) {
      scheduler.schedule(task.instance("id" + i, "data" + i), Instant.now());
    }
    await().until(() -> rows() == 0);

    assertThat(ran).hasSize(20).contains("data0 0", "data19 0");
  }

  @Test
  void a_failed_task_runs_again() {
    start();
    scheduler.schedule(task.instance("id", "fails"), Instant.now());
    await().until(() -> rows() == 0);

    assertThat(ran).containsExactly("fails 0", "fails 1", "fails 2");
  }

  @Test
  void a_task_for_later_is_listed_and_not_taken_twice() {
    start();
    Instant later = Instant.now().plusSeconds(3600);
    assertThat(scheduler.scheduleIfNotExists(task.instance("id", "later"), later)).isTrue();
    assertThat(scheduler.scheduleIfNotExists(task.instance("id", "again"), later)).isFalse();

    List<ScheduledExecution<String>> listed =
        scheduler.getScheduledExecutionsForTask("task", String.class);
    assertThat(listed.stream().map(ScheduledExecution::getData).collect(Collectors.toList()))
        .containsExactly("later");
    assertThat(ran).isEmpty();
  }

  @Test
  void a_cron_expression_says_when_a_task_recurs() {
    start(
        Tasks.recurring("recurring", Schedules.cron("* * * * * *"))
            .execute((instance, context) -> ran.add("recurred")));
    await().until(() -> ran.size() >= 2);

    assertThat(ran).containsOnly("recurred");
  }
}
