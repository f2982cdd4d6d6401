package dev.offstage.durable;

import dev.offstage.NotStoredException;
import dev.offstage.Recurring;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.run.BackgroundThreads;
import dev.offstage.durable.run.Calls;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.Published;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.store.Written;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Log;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The store of an application that starts while its database is away: it takes no tasks until that
 * is back. A dead database must not keep the rest of an application from starting. Thread-safe.
 */
final class LateStore implements TaskStore {
  private static final long RETRY_SECONDS = 2;

  /** Makes the real one. */
  interface Opener {
    /**
     * Connects.
     *
     * @throws SQLException if the database is still away
     * @throws IllegalStateException if it is there, and is none to keep tasks in
     */
    TaskStore open() throws SQLException;

    /** Gives up what it needs for that. */
    void close();
  }

  private final String app;
  private final Opener opener;
  private final Calls calls;
  private final BackgroundThreads threads;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile String why;
  // The rest is guarded by this.
  private @Nullable TaskStore store;
  private @Nullable Iterable<? extends StorePool> pools;
  private boolean stopped;

  LateStore(
      String app, Opener opener, Calls calls, BackgroundThreads threads, SQLException failure) {
    this.app = app;
    this.opener = opener;
    this.calls = calls;
    this.threads = threads;
    this.why = String.valueOf(failure.getMessage());
    Log.warn(
        "offstage: '"
            + app
            + "' starts without its store, since the database does not answer ("
            + why
            + "); durable tasks are refused until it does");
  }

  private void connect() {
    try {
      while (!closing.await(RETRY_SECONDS, TimeUnit.SECONDS)) {
        try {
          opened(opener.open());
          return;
        } catch (SQLException e) {
          why = String.valueOf(e.getMessage());
        } catch (IllegalStateException e) {
          why = String.valueOf(e.getMessage());
          Log.warn("offstage: '" + app + "' has no store until it is started again: " + why);
          return;
        }
      }
    } catch (InterruptedException e) {
      // The end.
    }
  }

  private void opened(TaskStore made) {
    synchronized (this) {
      if (!stopped) {
        store = made;
        if (pools != null) {
          made.open(pools);
        }
        Log.info("offstage: '" + app + "' has its store now: " + made.describe());
        return;
      }
    }
    made.close();
  }

  private synchronized @Nullable TaskStore store() {
    return store;
  }

  @Override
  public boolean takes(StorePool pool) {
    TaskStore known = store();
    return known != null && known.takes(pool);
  }

  @Override
  public void check(Method method, Plan plan) {
    NamedMethod unused = calls.check(method, plan);
  }

  @Override
  public @Nullable Callable<? extends @Nullable Object> onBean(StoredCall call) {
    return calls.onBean(call);
  }

  @Override
  public void add(Method method, Supplier<@Nullable String> missing) {
    calls.add(method, missing);
  }

  @Override
  public void publish(String task, @Nullable Method method, byte[] data) {
    orRefuse().publish(task, method, data);
  }

  @Override
  public @Nullable Published find(String task, StorePool pool, Predicate<byte[]> wanted) {
    return orRefuse().find(task, pool, wanted);
  }

  @Override
  public void forget(String task) {
    TaskStore known = store();
    if (known != null) {
      known.forget(task);
    }
  }

  @Override
  public Written write(PoolTask<?> task, Plan plan, StorePool pool, boolean here) {
    return orRefuse().write(task, plan, pool, here);
  }

  @Override
  public Recurring schedule(PoolTask<?> task, Plan plan, StorePool pool, Schedule schedule) {
    return orRefuse().schedule(task, plan, pool, schedule);
  }

  private TaskStore orRefuse() {
    TaskStore known = store();
    if (known == null) {
      throw new NotStoredException(
          "The task was not accepted: the database of offstage.store has not answered since the"
              + " start ("
              + why
              + ")",
          null);
    }
    return known;
  }

  @Override
  public synchronized void open(Iterable<? extends StorePool> all) {
    pools = all;
    // Not before: a webapp whose start fails must leave no thread behind.
    threads.make("connect", this::connect).start();
  }

  @Override
  public void stopTaking() {
    TaskStore known;
    synchronized (this) {
      stopped = true;
      known = store;
    }
    if (known != null) {
      known.stopTaking();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    stopTaking();
    TaskStore known = store();
    if (known == null) {
      opener.close();
    } else {
      known.close();
    }
  }

  @Override
  public String describe() {
    TaskStore known = store();
    return known == null ? "a database that does not answer" : known.describe();
  }
}
