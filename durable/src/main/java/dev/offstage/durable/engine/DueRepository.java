package dev.offstage.durable.engine;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcTaskRepository;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Execution;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import dev.offstage.durable.row.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * The engine's own repository, but that it takes tasks by pool and by how much room there is, and
 * frees those of dead processes all at once.
 */
final class DueRepository extends JdbcTaskRepository {
  private final DueTasks source;
  private final String node;

  DueRepository(
      DueTasks source,
      DataSource database,
      String table,
      TaskResolver resolver,
      String node,
      Clock clock) {
    super(
        database,
        true,
        new AutodetectJdbcCustomization(database, true),
        table,
        resolver,
        new SchedulerName.Fixed(node),
        Serializer.DEFAULT_JAVA_SERIALIZER,
        false,
        clock);
    this.source = source;
    this.node = node;
  }

  @Override
  public List<Execution> lockAndGetDue(Instant now, int limit) {
    List<Execution> all = new ArrayList<>();
    for (Row row : source.take()) {
      TaskInstance<Row> instance = new TaskInstance<>(row.name, row.id, row);
      all.add(
          new Execution(row.due, instance, true, node, null, null, row.failures, now, row.version));
    }
    return all;
  }

  @Override
  public List<Execution> getDeadExecutions(Instant olderThan) {
    // Not those of the engine's time: it may be of before the database's clock was set.
    source.freeOrphans();
    return Collections.emptyList();
  }

  @Override
  public void verifySupportsLockAndFetch() {
    // It is not the engine that does it.
  }
}
