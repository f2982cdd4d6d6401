package dev.offstage.servlet.respond.kickoff;

import dev.offstage.NotStoredException;
import dev.offstage.PoolClosedException;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.durable.DurableRequests;
import dev.offstage.servlet.respond.kept.Owner;
import dev.offstage.servlet.respond.kept.Publication;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.WayBack;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.work.SecondRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A request that is about to become a task: of this process, or, by a rule that is durable, one
 * that is kept in the store. For one thread.
 */
final class Job {
  final PublishedTask published;

  private final Reception reception;
  private final RespondRule rule;
  private final RecordedRequest request;
  private final SecondRequest work;

  /** Null if it lives in this process only. */
  private final @Nullable DurableRequests durable;

  /**
   * Prepares it.
   *
   * @param key with which it is started; null for none
   */
  Job(
      Reception reception,
      RespondRule rule,
      RecordedRequest request,
      Return way,
      Owner owner,
      ResultUrl resultUrl,
      WayBack wayBack,
      String name,
      @Nullable String key) {
    this.reception = reception;
    this.rule = rule;
    this.request = request;
    durable = rule.durable ? reception.durable : null;
    work = reception.secondRequest(request, resultUrl, way, durable != null);
    published =
        new PublishedTask(
            task(name),
            owner,
            rule.keep,
            resultUrl,
            wayBack,
            rule,
            null,
            key,
            reception.settings.reasons());
    if (!rule.interrupts) {
      published.task.neverInterrupt();
    }
    work.workOf(published);
  }

  private PoolTask<?> task(String name) {
    return durable == null
        ? pool().task(work, name)
        : pool().task(() -> DurableRequests.perform(work, published), name);
  }

  private HandOver pool() {
    return reception.pool(rule).handOver();
  }

  /** Null if the task is accepted; it then runs whatever becomes of this client. */
  @Nullable Unavailable start() throws IOException {
    // What throws on the way is not kept either.
    Unavailable refusal = Unavailable.TOO_MANY_TASKS;
    try {
      Unavailable full = reception.room.store.add(published);
      refusal = full != null ? full : durable == null ? handOver() : handOver(durable);
    } finally {
      if (refusal != null) {
        reception.room.store.forget(published);
      }
    }
    return refusal;
  }

  private @Nullable Unavailable handOver() {
    if (!pool().offer(published.task)) {
      return pool().isShareUsedUp() ? Unavailable.YOUR_SHARE : Unavailable.FULL;
    }
    reception.watch(published, work, rule);
    return null;
  }

  private @Nullable Unavailable handOver(DurableRequests store) throws IOException {
    try {
      store.handOver(published, request, Publication.of(published), pool());
    } catch (PoolClosedException e) {
      return Unavailable.STOPPING;
    } catch (NotStoredException | IllegalArgumentException e) {
      // The latter: its headers, or what its session says of the login, are larger than all bounds.
      Log.warn("offstage: '" + published.task.name() + "' is refused with 503", e);
      return Unavailable.NOT_STORED;
    }
    reception.freeAtEnd(published, work, rule);
    return null;
  }
}
