package dev.offstage.durable.run;

import dev.offstage.Task;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Cancels;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Stored;
import dev.offstage.internal.text.Log;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were handed over here and wait in the store: whoever has the {@code Task} wants to
 * hear how it ends, and may cancel it. Those that nobody has any more are forgotten. Thread-safe.
 */
final class WaitingTasks {
  private final Map<String, Entry> tasks = new ConcurrentHashMap<>();
  private final Connections connections;
  private final Cancels cancels;
  private final DatabaseClock clock;
  private volatile boolean closed;

  WaitingTasks(Connections connections, Cancels cancels, DatabaseClock clock) {
    this.connections = connections;
    this.cancels = cancels;
    this.clock = clock;
  }

  /** One of them. */
  static final class Entry {
    final NamedMethod method;
    private final WeakReference<PoolTask<?>> task;

    Entry(PoolTask<?> task, NamedMethod method) {
      this.task = new WeakReference<>(task);
      this.method = method;
    }

    /** Null if nobody here has it any more, or it has ended. */
    @Nullable PoolTask<?> task() {
      PoolTask<?> known = task.get();
      return known == null || known.isDone() ? null : known;
    }
  }

  void add(PoolTask<?> task, NamedMethod method) {
    task.storedAs(stored(task.id(), method));
    if (!task.isDone()) {
      tasks.put(task.id(), new Entry(task, method));
    }
  }

  /** The way to the store of a task that waits there. */
  Stored stored(String id, NamedMethod method) {
    return new Waiting(id, method.name);
  }

  /**
   * The {@code Task} of one that somebody takes now, or that has ended. Null if nobody here has it
   * any more, or a thread is still in it, which has begun before somebody else took it: it stays.
   */
  @Nullable PoolTask<?> take(String id) {
    Entry known = tasks.get(id);
    PoolTask<?> task = known == null ? null : known.task();
    if (task != null && task.status() != Task.Status.QUEUED) {
      return null;
    }
    return known != null && tasks.remove(id, known) ? task : null;
  }

  /** Those that somebody here has, by their ids. */
  Map<String, Entry> all() {
    tasks.values().removeIf(entry -> entry.task() == null);
    return new HashMap<>(tasks);
  }

  /** Whoever has one hears no more of it here; in the store it stays as it is. */
  void close() {
    closed = true;
    for (Entry entry : all().values()) {
      PoolTask<?> task = entry.task();
      if (task != null) {
        task.cancel("stopped");
      }
    }
  }

  /** No thread here begins with it. */
  private final class Waiting implements Stored {
    private final String id;
    private final String name;

    Waiting(String id, String name) {
      this.id = id;
      this.name = name;
    }

    @Override
    public boolean mayBegin() {
      return false;
    }

    @Override
    public boolean settle(Task.Status how, @Nullable Object outcome) {
      return false;
    }

    @Override
    public void again(int attempts, Duration wait, Throwable failure) {}

    @Override
    public void ended(
        Task.Status how, @Nullable Object outcome, @Nullable String cause, boolean byEnd) {
      boolean here = tasks.remove(id) != null;
      if (here && how == Task.Status.CANCELLED && !byEnd && !closed) {
        try {
          connections.run(
              connection -> {
                String why = cause == null ? "cancelled" : cause;
                cancels.cancel(connection, id, name, why, clock.now());
              });
        } catch (SQLException e) {
          Log.warn("offstage: task '" + name + "' is cancelled here, but not in the store", e);
        }
      }
    }
  }
}
