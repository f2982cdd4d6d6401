package dev.offstage.benchmarks.durable;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** db-scheduler, which looks for tasks at once when one was handed over. */
final class DbScheduler extends Contestant {
  private static final int MOST_IN_THREADS = 4;

  private final OneTimeTask<String> task;
  private final Scheduler scheduler;

  /**
   * @param locks whether it takes several tasks in one statement, which needs PostgreSQL
   */
  DbScheduler(PostgreSql server, boolean locks) throws SQLException {
    super(
        locks ? "db-scheduler, lock-and-fetch" : "db-scheduler",
        server,
        locks ? "locked_tasks" : "fetched_tasks",
        "true");
    String table = locks ? "locked_tasks" : "fetched_tasks";
    execute(
        "create table "
            + table
            + " (task_name text not null, task_instance text not null, task_data bytea,"
            + " execution_time timestamp with time zone not null, picked boolean not null,"
            + " picked_by text, last_success timestamp with time zone, last_failure timestamp with"
            + " time zone, consecutive_failures int, last_heartbeat timestamp with time zone,"
            + " version bigint not null, priority smallint, primary key (task_name,"
            + " task_instance))");
    // Those of its documentation.
    execute("create index on " + table + " (execution_time)");
    execute("create index on " + table + " (last_heartbeat)");
    task =
        Tasks.oneTime("work", String.class).execute((instance, x) -> Work.run(instance.getData()));
    SchedulerBuilder builder =
        Scheduler.create(source, task)
            .tableName(table)
            .threads(THREADS)
            .pollingInterval(Duration.ofSeconds(POLL_SECONDS))
            .enableImmediateExecution();
    if (locks) {
      builder.pollUsingLockAndFetch(1, MOST_IN_THREADS);
    }
    scheduler = builder.build();
    enqueue();
    model();
    scheduler.start();
  }

  private void schedule(String text, Instant due) {
    scheduler.schedule(task.instance(UUID.randomUUID().toString(), text), due);
  }

  @Override
  void enqueue() {
    schedule(Work.TEXT, Instant.now().plus(Duration.ofHours(1)));
  }

  @Override
  void start(String text) {
    schedule(text, Instant.now());
  }

  @Override
  void fill(int count) throws SQLException {
    copy(count, "");
    scheduler.triggerCheckForDueExecutions();
  }

  @Override
  public void close() {
    scheduler.stop();
    super.close();
  }
}
