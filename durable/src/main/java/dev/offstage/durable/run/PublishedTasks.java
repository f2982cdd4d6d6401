package dev.offstage.durable.run;

import dev.offstage.NotStoredException;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Looks;
import dev.offstage.durable.row.Publications;
import dev.offstage.durable.row.Publications.Publication;
import dev.offstage.durable.sql.DatabaseClock;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.store.Published;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import dev.offstage.internal.text.Log;
import java.lang.reflect.Method;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The tasks that clients ask about, whichever process has them. Thread-safe. */
final class PublishedTasks {
  private static final int MOST_BYTES = 32 * 1024;

  private final Aside aside;
  private final Publications publications;
  private final Looks looks;
  private final HeldTasks held;
  private final WaitingTasks waiting;
  private final Calls calls;
  private final Watch watch;
  private final DatabaseClock clock;

  /** Of one process. */
  PublishedTasks(
      Aside aside,
      Publications publications,
      Looks looks,
      HeldTasks held,
      WaitingTasks waiting,
      Calls calls,
      Watch watch,
      DatabaseClock clock) {
    this.aside = aside;
    this.publications = publications;
    this.looks = looks;
    this.held = held;
    this.waiting = waiting;
    this.calls = calls;
    this.watch = watch;
    this.clock = clock;
  }

  /** See {@link dev.offstage.internal.store.TaskStore#publish}. */
  void publish(String task, @Nullable Method method, byte[] data) {
    if (data.length > MOST_BYTES) {
      throw new IllegalArgumentException(
          "What is kept of a published task has " + data.length + " bytes; allowed: " + MOST_BYTES);
    }
    String known = method == null ? nameOf(task) : calls.names().of(method).name;
    try {
      Boolean unused =
          aside.withRetries(
              connection -> {
                // Null if it has ended.
                String name = known == null ? looks.nameOf(connection, task) : known;
                publications.put(connection, task, name, data, clock.now());
                return true;
              });
    } catch (SQLException e) {
      throw new NotStoredException(
          "It was not written down that a task is published: " + e.getMessage(), e);
    }
  }

  /** Null if nobody here has it any more, such as one that others have taken over. */
  private @Nullable String nameOf(String task) {
    String name = held.nameOf(task);
    return name == null ? waiting.nameOf(task) : name;
  }

  /** See {@link dev.offstage.internal.store.TaskStore#find}. */
  @Nullable Published find(String id, StorePool pool, Predicate<byte[]> wanted) {
    try {
      Publication publication =
          aside.with(connection -> publications.find(connection, id)).orElse(null);
      if (publication == null || !wanted.test(publication.data())) {
        return null;
      }
      PoolTask<?> task = here(id);
      if (task == null) {
        task = elsewhere(id, publication.name, pool);
      }
      return task == null ? null : new Published(task, publication.data());
    } catch (SQLException e) {
      throw new NotStoredException(
          "The store does not say what has become of a task: " + e.getMessage(), e);
    }
  }

  private @Nullable PoolTask<?> here(String id) {
    PoolTask<?> task = held.find(id);
    return task == null ? waiting.find(id) : task;
  }

  private @Nullable PoolTask<?> elsewhere(String id, @Nullable String name, StorePool pool)
      throws SQLException {
    Set<String> ids = Collections.singleton(id);
    // In this order: what ends in between is found among those that have ended.
    Looks.Live live =
        name == null
            ? null
            : aside
                .with(connection -> looks.live(connection, ids, Collections.singleton(name)))
                .get(id);
    Looks.Ended ended =
        live != null ? null : aside.with(connection -> looks.ended(connection, ids)).get(id);
    String known = name == null && ended != null ? ended.name : name;
    NamedMethod method = known == null ? null : calls.names().find(known);
    // Nothing is kept of one without a result that has succeeded, now or before it was published.
    boolean isGone = name == null || (method != null && !Calls.hasResult(method));
    if (live == null && ended == null && !isGone) {
      return null;
    }
    PoolTask<?> task = made(pool, id, known == null ? id : known, method);
    if (live == null) {
      byte[] result =
          ended == null
              ? null
              : aside.with(connection -> looks.result(connection, ended)).orElse(null);
      watch.end(task, method, ended, result);
    } else {
      waiting.join(task, String.valueOf(known), method);
      WaitingTasks.show(task, live);
    }
    return task;
  }

  private static PoolTask<?> made(
      StorePool pool, String id, String name, @Nullable NamedMethod method) {
    Method called = method == null ? ANY : method.method;
    StoredCall call = new StoredCall(called, null, Collections.emptyList());
    return pool.make(id, name, call, () -> null, Plan.PLAIN, 0);
  }

  /** In place of one that this version of the application does not have. */
  private static final Method ANY = Callable.class.getMethods()[0];

  /** See {@link dev.offstage.internal.store.TaskStore#forget}. */
  void forget(String id) {
    try {
      Boolean unused =
          aside.with(
              connection -> {
                publications.forget(connection, id, clock.now());
                return true;
              });
    } catch (SQLException | NotStoredException e) {
      Log.warn("offstage: the store has not forgotten a task, as its client wanted", e);
    }
  }
}
