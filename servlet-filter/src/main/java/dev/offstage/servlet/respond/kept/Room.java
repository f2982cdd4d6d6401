package dev.offstage.servlet.respond.kept;

import dev.offstage.RespondSettings;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.servlet.http.RequestClient;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.respond.spool.Spools;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * What one webapp keeps, tasks and bytes, with the share of each client in both: that of the
 * default pool's queue. Thread-safe.
 */
public final class Room {
  public final Spools spools;
  public final TaskStore store;
  private final long resultLimit;

  /**
   * Makes it.
   *
   * @param folder for temporary files; null for the JVM's own
   */
  public Room(OffstageRuntime runtime, @Nullable File folder) {
    RespondSettings settings = runtime.settings().respond();
    int share = runtime.settings().defaultPool().share();
    spools =
        new Spools(
            folder == null ? null : folder.toPath(), settings.memory(), settings.disk(), share);
    spools.deleteLeftovers();
    resultLimit = settings.resultLimit();
    store = new TaskStore(settings.tasks(), share, runtime.clock()::timer);
    spools.reclaimBy((client, itsOwn) -> store.freeFor(client, itsOwn, spools::onDisk));
  }

  /** For one response; counts as this client's. */
  public Spool openResult(String client) {
    return spools.open(client, resultLimit);
  }

  /**
   * Why nothing more of this client would be accepted now, before anything of it is read; null if
   * it might be.
   */
  public @Nullable Unavailable refusal(OffstagePool pool, HttpServletRequest request) {
    if (pool.queued() >= pool.queueCapacity()) {
      return Unavailable.FULL;
    }
    return pool.handOver().isShareUsedUp()
        ? Unavailable.YOUR_SHARE
        : store.refusal(RequestClient.of(request));
  }
}
