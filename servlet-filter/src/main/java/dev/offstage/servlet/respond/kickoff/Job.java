package dev.offstage.servlet.respond.kickoff;

import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.kept.Owner;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.WayBack;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.work.SecondRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A request that is about to become a task, in this process only. For one thread. */
class Job {
  final Reception reception;
  final RespondRule rule;
  final RecordedRequest request;
  final SecondRequest work;
  final PublishedTask published;

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
    work = reception.secondRequest(request, resultUrl, way, rule.durable);
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

  PoolTask<?> task(String name) {
    return pool().task(work, name);
  }

  final HandOver pool() {
    return reception.pool(rule).handOver();
  }

  /** Null if the task is accepted; it then runs whatever becomes of this client. */
  final @Nullable Unavailable start() throws IOException {
    Unavailable refusal = Unavailable.TOO_MANY_TASKS;
    try {
      refusal = reception.room.store.add(published);
      if (refusal == null) {
        refusal = Unavailable.FULL;
        refusal = handOver();
      }
    } finally {
      if (refusal != null) {
        reception.room.store.forget(published);
      }
    }
    return refusal;
  }

  /** Null if its pool has taken it. */
  @Nullable Unavailable handOver() throws IOException {
    if (!pool().offer(published.task)) {
      return pool().isShareUsedUp() ? Unavailable.YOUR_SHARE : Unavailable.FULL;
    }
    reception.watch(published, work, rule);
    return null;
  }
}
