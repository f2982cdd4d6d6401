package dev.offstage.durable;

import dev.offstage.Settings;
import dev.offstage.StoreSettings;
import dev.offstage.durable.bean.Beans;
import dev.offstage.durable.join.Joining;
import dev.offstage.durable.names.Names;
import dev.offstage.durable.row.QueueTimes;
import dev.offstage.durable.row.Store;
import dev.offstage.durable.run.BackgroundThreads;
import dev.offstage.durable.run.Calls;
import dev.offstage.durable.run.Node;
import dev.offstage.durable.source.Sources;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.durable.sql.Dialect;
import dev.offstage.durable.sql.Schema;
import dev.offstage.durable.sql.SqlFailure;
import dev.offstage.durable.sql.Tables;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.store.TaskStoreProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Supplier;
import javax.sql.DataSource;

/** Connects an application to its database. Found by {@link java.util.ServiceLoader}. */
public final class StoreProvider implements TaskStoreProvider {
  /** With what comes behind it, as long as the engine's column. */
  private static final int LONGEST_NAME = 36;

  @Override
  public TaskStore open(
      String app,
      Settings settings,
      ClassLoader loader,
      Supplier<? extends Collection<?>> contexts) {
    StoreSettings its = settings.store();
    Calls calls = new Calls(new Names(its, loader), new Beans(loader, contexts));
    DataSource source = Sources.of(its, loader);
    BackgroundThreads threads = new BackgroundThreads(app, loader);
    QueueTimes queueTimes = new QueueTimes(settings.priorityStep());
    Opener opener = new Opener(threads, its, queueTimes, calls, source);
    boolean done = false;
    try {
      TaskStore store = opener.open();
      done = true;
      return store;
    } catch (SQLException e) {
      if (SqlFailure.of(e) == SqlFailure.UNAVAILABLE && !isLogin(e)) {
        done = true;
        return new LateStore(app, opener, calls, threads, e);
      }
      throw new IllegalStateException(
          "Offstage cannot start: the database of offstage.store does not answer as it should ("
              + e.getMessage()
              + ")",
          e);
    } finally {
      if (!done) {
        opener.close();
      }
    }
  }

  /** A user who may not connect will not be able to later. */
  private static boolean isLogin(SQLException e) {
    return String.valueOf(e.getSQLState()).startsWith("28");
  }

  /** Connects, now or later. */
  private static final class Opener implements LateStore.Opener {
    private final BackgroundThreads threads;
    private final StoreSettings settings;
    private final QueueTimes queueTimes;
    private final Calls calls;
    private final DataSource source;

    Opener(
        BackgroundThreads threads,
        StoreSettings settings,
        QueueTimes queueTimes,
        Calls calls,
        DataSource source) {
      this.threads = threads;
      this.settings = settings;
      this.queueTimes = queueTimes;
      this.calls = calls;
      this.source = source;
    }

    @Override
    public TaskStore open() throws SQLException {
      try {
        return StoreProvider.open(threads, settings, queueTimes, calls, source);
      } catch (IllegalStateException e) {
        // Of the database or its tables.
        throw new IllegalStateException("Offstage cannot start: " + e.getMessage(), e);
      }
    }

    @Override
    public void close() {
      Sources.close(source);
    }
  }

  private static TaskStore open(
      BackgroundThreads threads,
      StoreSettings its,
      QueueTimes queueTimes,
      Calls calls,
      DataSource source)
      throws SQLException {
    Tables tables = Tables.of(its.prefix());
    try (Connection connection = source.getConnection()) {
      boolean autoCommit = connection.getAutoCommit();
      if (!autoCommit) {
        connection.setAutoCommit(true);
      }
      Dialect dialect = Dialect.of(connection);
      if (its.creates()) {
        new Schema(dialect, tables).create(connection);
      } else {
        new Schema(dialect, tables).check(connection);
      }
      DatabaseClock clock = DatabaseClock.of(dialect, connection);
      Store store = new Store(dialect, tables, incarnation(its), queueTimes);
      Joining joining = new Joining(source, autoCommit);
      if (!autoCommit) {
        connection.setAutoCommit(false);
      }
      return new Node(threads, its, source, store, clock, joining, calls);
    }
  }

  /** Another process of the same node, or the next one, is somebody else. */
  private static String incarnation(StoreSettings its) {
    String name = its.node() == null ? host() : its.node();
    String cut = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    return cut + "@" + Long.toHexString(new SecureRandom().nextLong() >>> 16);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "node";
    }
  }
}
