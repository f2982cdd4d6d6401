package dev.offstage.servlet.respond.durable;

import dev.offstage.NotStoredException;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.store.Published;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.task.Elsewhere;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.kept.Publication;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResponseData;
import dev.offstage.servlet.respond.kept.Room;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.rule.RuleParser;
import dev.offstage.servlet.respond.work.Outstanding;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that clients ask about, wherever they are: those that this server knows, and those that
 * are in the store, published by others or before a restart. Thread-safe.
 */
public final class SharedTasks {
  private static final Pattern ID = Pattern.compile("[\\w-]{22}");

  private final Room room;
  private final @Nullable TaskStore durable;
  private final Outstanding outstanding;

  /** Of whose tasks those are here that others have. */
  private final StorePool pool;

  private final Set<String> pools;
  private final boolean reasons;

  /** Those of one webapp, with the store of its application if that has one. */
  public SharedTasks(OffstageRuntime runtime, Room room, Outstanding outstanding) {
    this.room = room;
    this.outstanding = outstanding;
    durable = runtime.store().orNull();
    pool = runtime.defaultPool().handOver().stored();
    pools = runtime.poolNames();
    reasons = runtime.settings().respond().reasons();
  }

  /** Nobody can say now whether there is a task, or show it. */
  public static final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    public final Unavailable why;

    NoAnswerException(Unavailable why, @Nullable Throwable cause) {
      super(why.detail(), cause);
      this.why = why;
    }
  }

  /**
   * The one with that id, if it is this client's; else null.
   *
   * @throws NoAnswerException if only the store could know, and it does not answer, or there is no
   *     room for what it has
   */
  public @Nullable PublishedTask find(String id, HttpServletRequest request)
      throws NoAnswerException {
    PublishedTask known = room.store.find(id, request);
    if (known != null
        || durable == null
        || room.store.has(id)
        || room.store.isExpired(id, request)
        || !ID.matcher(id).matches()) {
      return known;
    }
    Published found;
    try {
      found = durable.find(id, pool, data -> Publication.owner(Publication.read(data)).is(request));
    } catch (NotStoredException e) {
      throw new NoAnswerException(Unavailable.NO_STORE, e);
    }
    if (found == null) {
      return null;
    }
    PublishedTask published = read(Publication.read(found.data()), found.task);
    Instant expires = published.expires();
    return expires != null && expires.isBefore(Instant.now()) ? null : adopt(published);
  }

  /** This server's knowledge of a task that it runs. */
  PublishedTask of(PoolTask<?> task, Map<String, String> publication) {
    PublishedTask known = room.store.of(task);
    if (known == null) {
      known = read(publication, task);
      room.store.replace(known);
      watch(known);
    }
    return known;
  }

  private PublishedTask read(Map<String, String> publication, PoolTask<?> task) {
    return Publication.task(publication, task, this::rule, reasons);
  }

  /** That of another version or configuration may mean nothing here. */
  private @Nullable RespondRule rule(String line) {
    try {
      List<RespondRule> rules = RuleParser.parse(line, "offstage.respond", pools, true);
      return rules.isEmpty() ? null : rules.get(0);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private PublishedTask adopt(PublishedTask published) throws NoAnswerException {
    PublishedTask known = room.store.adopt(published);
    if (known == null) {
      throw new NoAnswerException(Unavailable.TOO_MANY_TASKS, null);
    }
    if (known == published) {
      watch(published);
      if (!room.store.has(published.id())) {
        // There was none for its response.
        throw new NoAnswerException(Unavailable.NO_ROOM, null);
      }
    }
    return known;
  }

  /** Sees to the end of one that others may run. */
  public void watch(PublishedTask published) {
    published.task.toCompletableFuture().whenComplete((value, error) -> ended(published, value));
  }

  private void ended(PublishedTask published, @Nullable Object value) {
    PoolTask<?> task = published.task;
    boolean byStop = outstanding.isStopping() && !published.isCancelledByClient();
    if (byStop && task.isCancelled() && task.isStored()) {
      published.goOnElsewhere();
    }
    Elsewhere known = task.elsewhere();
    // What another server has answered counts, whatever this one has.
    boolean endedElsewhere = known != null && known.finished != null;
    boolean kept = true;
    if (value instanceof ResponseData) {
      boolean isHere = published.response() != null && !endedElsewhere;
      kept = isHere || keep(published, (ResponseData) value);
      ((ResponseData) value).release();
    } else if (endedElsewhere) {
      published.keep(null);
    }
    if (kept) {
      room.store.ended(published);
    } else {
      // The store has it still, for whoever asks when there is room.
      room.store.forget(published);
      published.wake();
    }
  }

  private boolean keep(PublishedTask published, ResponseData response) {
    try {
      published.keep(response.restore(room.openResult(published.owner.client())));
      return true;
    } catch (IOException e) {
      Log.warn("offstage: no room for the response to '" + published.task.name() + "'", e);
      return false;
    }
  }

  /**
   * Lets other servers know of it.
   *
   * @throws NotStoredException if the store has not taken that
   */
  void publish(PublishedTask published, @Nullable Method method, Map<String, String> publication) {
    if (durable != null) {
      durable.publish(published.id(), method, Publication.write(publication));
    }
  }

  /** The same for a task that code has published, if it is one that others may know. */
  public void publish(PublishedTask published) {
    if (durable == null || !published.task.isStored() || !published.owner.identity().isStorable()) {
      return;
    }
    try {
      publish(published, null, Publication.of(published));
    } catch (NotStoredException e) {
      Log.warn(
          "offstage: only this server answers for '"
              + published.task.name()
              + "', since the store has not taken that it was published",
          e);
    }
  }

  /** Forgets it, here and in the store. */
  public void forget(PublishedTask published) {
    room.store.forget(published);
    if (durable != null) {
      durable.forget(published.id());
    }
  }
}
