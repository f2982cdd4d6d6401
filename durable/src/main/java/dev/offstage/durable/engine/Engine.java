package dev.offstage.durable.engine;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.PollingStrategyConfig;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.TaskRepository;
import com.github.kagkarlsson.scheduler.TaskResolver;
import com.github.kagkarlsson.scheduler.Waiter;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;

/**
 * db-scheduler, which polls. What it takes it hands on at once: the threads that run tasks are
 * those of the pools, and the heartbeats of tasks that wait for one are not its concern.
 */
public final class Engine extends Scheduler {
  /** More than there can be room for. */
  private static final int LIMIT = 100_000;

  /**
   * For its pauses, which have no end if the clock is set back: not the time of the database, by
   * which tasks are due.
   */
  private static final Clock STEADY = () -> Instant.EPOCH.plusNanos(System.nanoTime());

  /** It looks for dead ones at every second heartbeat, so four times a lease. */
  private static final int MISSED_HEARTBEATS = 8;

  private Engine(
      Clock clock,
      TaskRepository repository,
      TaskResolver resolver,
      String node,
      Duration poll,
      Duration lease,
      ThreadFactory pollThread,
      ThreadFactory housekeeper) {
    super(
        clock,
        repository,
        repository,
        resolver,
        LIMIT,
        new DirectExecutor(),
        new SchedulerName.Fixed(node),
        new Waiter(poll, clock),
        lease.dividedBy(MISSED_HEARTBEATS),
        MISSED_HEARTBEATS,
        new ArrayList<>(),
        new ArrayList<>(),
        PollingStrategyConfig.DEFAULT_SELECT_FOR_UPDATE,
        // Names that this node does not know are others', for ever.
        Duration.ofDays(36_500),
        Duration.ZERO,
        LogLevel.WARN,
        false,
        new ArrayList<>(),
        Executors.newSingleThreadExecutor(pollThread),
        Executors.newSingleThreadScheduledExecutor(housekeeper));
  }

  /**
   * One that polls for this source once it is started.
   *
   * @param table where the tasks are
   * @param node this process's name
   * @param poll how often it looks
   * @param lease how long a process may be silent
   */
  public static Engine of(
      DueTasks source,
      DataSource database,
      String table,
      String node,
      Duration poll,
      Duration lease,
      ThreadFactory pollThread,
      ThreadFactory housekeeper) {
    HandOverTask task = new HandOverTask(source);
    TaskResolver resolver = new AnyName(STEADY, task);
    return new Engine(
        STEADY,
        new DueRepository(source, database, table, resolver, node, STEADY),
        resolver,
        node,
        poll,
        lease,
        pollThread,
        housekeeper);
  }
}
