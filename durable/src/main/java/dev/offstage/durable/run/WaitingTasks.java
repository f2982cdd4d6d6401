package dev.offstage.durable.run;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Cancels;
import dev.offstage.durable.row.Looks;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Stored;
import dev.offstage.internal.text.Log;
import java.lang.ref.WeakReference;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that were handed over here and wait in the store: whoever has the {@code Task} wants to
 * hear how it ends, and may cancel it. Those that nobody has any more are forgotten. Thread-safe.
 */
final class WaitingTasks {
  private final Map<String, Entry> tasks = new ConcurrentHashMap<>();
  private final Set<Entry> joined = ConcurrentHashMap.newKeySet();
  private final Connections connections;
  private final Cancels cancels;
  private final DatabaseClock clock;
  private final OrderedTasks ordered;
  private volatile boolean closed;

  WaitingTasks(
      Connections connections, Cancels cancels, DatabaseClock clock, OrderedTasks ordered) {
    this.connections = connections;
    this.cancels = cancels;
    this.clock = clock;
    this.ordered = ordered;
  }

  /** One of them. */
  static final class Entry {
    final String id;

    /** Under which it is written down. */
    final String name;

    /** Null if this version of the application does not have it. */
    final @Nullable NamedMethod method;

    private final WeakReference<PoolTask<?>> task;

    Entry(PoolTask<?> task, String name, @Nullable NamedMethod method) {
      this.id = task.id();
      this.task = new WeakReference<>(task);
      this.name = name;
      this.method = method;
    }

    /** What the store says of it; null for nothing. */
    void seen(Looks.@Nullable Live live) {
      PoolTask<?> known = live == null ? null : task();
      if (known == null || live == null) {
        return;
      }
      show(known, live);
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
      tasks.put(task.id(), new Entry(task, method.name, method));
    }
  }

  /**
   * Adds the {@code Task} of whoever has joined one that somebody else has handed over: it hears
   * how that ends, and does not run here.
   */
  void join(PoolTask<?> task, String name, @Nullable NamedMethod method) {
    Entry entry = new Entry(task, name, method);
    task.storedAs(new Waiting(entry.id, name, () -> joined.remove(entry)));
    joined.add(entry);
  }

  /** The way to the store of a task that waits there. */
  Stored stored(String id, NamedMethod method) {
    return new Waiting(id, method.name, () -> tasks.remove(id) != null);
  }

  /** The name of one that waits, or that others have handed over; null if nobody here has it. */
  @Nullable String nameOf(String id) {
    Entry known = tasks.get(id);
    if (known != null) {
      return known.name;
    }
    for (Entry each : joined) {
      if (each.id.equals(id)) {
        return each.name;
      }
    }
    return null;
  }

  /** What the store says of a task that others have. */
  static void show(PoolTask<?> task, Looks.Live live) {
    task.isElsewhere(live.times);
    Progress its = live.progress;
    // Not the same again: whoever follows the task would take it for news.
    if (its != null && !its.toString().equals(String.valueOf(task.progress()))) {
      task.report(its);
    }
  }

  /** The {@code Task} of one that waits; null if nobody here has it. */
  @Nullable PoolTask<?> find(String id) {
    Entry known = tasks.get(id);
    return known == null ? null : known.task();
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

  /** The same of one of {@link #all}. */
  @Nullable PoolTask<?> take(Entry entry) {
    return joined.remove(entry) ? entry.task() : take(entry.id);
  }

  /** Those that somebody here has. */
  List<Entry> all() {
    tasks.values().removeIf(entry -> entry.task() == null);
    joined.removeIf(entry -> entry.task() == null);
    List<Entry> all = new ArrayList<>(tasks.values());
    all.addAll(joined);
    return all;
  }

  /** Whoever has one hears no more of it here; in the store it stays as it is. */
  void close() {
    closed = true;
    for (Entry entry : all()) {
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
    private final BooleanSupplier leaves;

    /**
     * @param leaves takes it out of those that wait; false if it was not there any more
     */
    Waiting(String id, String name, BooleanSupplier leaves) {
      this.id = id;
      this.name = name;
      this.leaves = leaves;
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
      boolean here = leaves.getAsBoolean();
      if (here && how == Task.Status.CANCELLED && !byEnd && !closed) {
        try {
          connections.run(
              connection -> {
                String why = cause == null ? "cancelled" : cause;
                cancels.cancel(connection, id, name, why, clock.now());
              });
          ordered.someChanged();
        } catch (SQLException e) {
          Log.warn("offstage: task '" + name + "' is cancelled here, but not in the store", e);
        }
      }
    }
  }
}
