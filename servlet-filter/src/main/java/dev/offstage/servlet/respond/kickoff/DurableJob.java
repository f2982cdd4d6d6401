package dev.offstage.servlet.respond.kickoff;

import dev.offstage.NotStoredException;
import dev.offstage.PoolClosedException;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.durable.DurableRequests;
import dev.offstage.servlet.respond.kept.Owner;
import dev.offstage.servlet.respond.kept.Publication;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.WayBack;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.rule.RespondRule;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The same for one that is kept in the store, where every server finds it. */
final class DurableJob extends Job {
  private final DurableRequests durable;

  DurableJob(
      Reception reception,
      DurableRequests durable,
      RespondRule rule,
      RecordedRequest request,
      Return way,
      Owner owner,
      ResultUrl resultUrl,
      WayBack wayBack,
      String name,
      @Nullable String key) {
    super(reception, rule, request, way, owner, resultUrl, wayBack, name, key);
    this.durable = durable;
  }

  @Override
  PoolTask<?> task(String name) {
    return pool().task(() -> DurableRequests.perform(work, published), name);
  }

  @Override
  @Nullable Unavailable handOver() throws IOException {
    try {
      durable.handOver(published, request, Publication.of(published), pool());
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
