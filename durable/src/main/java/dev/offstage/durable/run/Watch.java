package dev.offstage.durable.run;

import dev.offstage.Task;
import dev.offstage.durable.names.NamedMethod;
import dev.offstage.durable.row.Looks;
import dev.offstage.internal.task.PoolTask;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out how tasks have ended that were handed over here and run elsewhere. For one thread. */
final class Watch {
  private static final int MOST = 500;
  private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Connections connections;
  private final Looks looks;
  private final WaitingTasks waiting;
  private final Calls calls;
  private long looked = System.nanoTime() - AGAIN_NANOS;

  Watch(Connections connections, Looks looks, WaitingTasks waiting, Calls calls) {
    this.connections = connections;
    this.looks = looks;
    this.waiting = waiting;
    this.calls = calls;
  }

  /** Does so unless it has done so just now: whoever looks for what is due may do that often. */
  void look() throws SQLException {
    long now = System.nanoTime();
    if (now - looked < AGAIN_NANOS) {
      return;
    }
    looked = now;
    List<WaitingTasks.Entry> all = waiting.all();
    for (int from = 0; from < all.size(); from += MOST) {
      look(all.subList(from, Math.min(all.size(), from + MOST)));
    }
  }

  private void look(List<WaitingTasks.Entry> some) throws SQLException {
    Set<String> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (WaitingTasks.Entry entry : some) {
      ids.add(entry.id);
      names.add(entry.name);
    }
    // In this order: what ends in between is found among those that have ended.
    Map<String, Looks.Live> live =
        connections.with(connection -> looks.live(connection, ids, names));
    for (WaitingTasks.Entry entry : some) {
      entry.seen(live.get(entry.id));
    }
    ids.removeAll(live.keySet());
    if (ids.isEmpty()) {
      return;
    }
    Map<String, Looks.Ended> ended = connections.with(connection -> looks.ended(connection, ids));
    for (WaitingTasks.Entry entry : some) {
      if (ids.contains(entry.id)) {
        Looks.Ended how = ended.get(entry.id);
        byte[] result =
            how == null ? null : connections.with(its -> looks.result(its, how)).orElse(null);
        // Not before: if the store does not answer, it is looked for again.
        PoolTask<?> task = waiting.take(entry);
        if (task != null) {
          end(task, entry.method, how, result);
        }
      }
    }
  }

  /**
   * Ends what others have ended.
   *
   * @param how null if nothing is kept: of tasks without a result that have succeeded
   * @param result what they have returned, if that is kept
   */
  void end(
      PoolTask<?> task,
      @Nullable NamedMethod method,
      Looks.@Nullable Ended how,
      byte @Nullable [] result) {
    if (how != null) {
      task.isElsewhere(how.times);
    }
    if (how == null && method != null && Calls.hasResult(method)) {
      fail(task, "It has ended, and how is not known any more", null);
    } else if (how == null) {
      task.endsAsElsewhere(Task.Status.SUCCEEDED, null, null);
    } else if (how.state.equals(Task.Status.SUCCEEDED.name())) {
      succeed(task, method, how, result);
    } else if (how.state.equals(Task.Status.CANCELLED.name())) {
      task.endsAsElsewhere(Task.Status.CANCELLED, null, how.reason);
    } else {
      String text = how.error == null ? String.valueOf(how.reason) : how.error;
      fail(task, text, null);
    }
  }

  private void succeed(
      PoolTask<?> task, @Nullable NamedMethod method, Looks.Ended how, byte @Nullable [] result) {
    if (result == null && how.reason != null) {
      fail(task, "It has succeeded, and " + how.reason, null);
      return;
    }
    Object value;
    try {
      if (result != null && method == null) {
        throw new IllegalStateException("this version of the application does not have its method");
      }
      value = result == null || method == null ? null : calls.of(method).readResult(result);
    } catch (RuntimeException e) {
      fail(task, "It has succeeded elsewhere, and its result cannot be read", e);
      return;
    }
    task.endsAsElsewhere(Task.Status.SUCCEEDED, value, null);
  }

  /** Its exception may be of a class that this node does not have: only its text is known. */
  private static void fail(PoolTask<?> task, String text, @Nullable Throwable cause) {
    Throwable failure = new IllegalStateException(text, cause);
    task.endsAsElsewhere(Task.Status.FAILED, failure, null);
  }
}
