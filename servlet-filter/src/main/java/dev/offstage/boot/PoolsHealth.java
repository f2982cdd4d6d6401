package dev.offstage.boot;

import dev.offstage.PoolCounts;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.runtime.OffstageRuntime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the health endpoint shows. A pool that is full is a detail, not a failure: the rest of the
 * application goes on, and should stay behind its load balancer. A drain is one.
 */
final class PoolsHealth {
  private final boolean accepts;
  private final Map<String, Object> details = new LinkedHashMap<>();

  private PoolsHealth(boolean accepts) {
    this.accepts = accepts;
  }

  /**
   * As it is now.
   *
   * @param runtime null if none has started, or the last one has begun to drain
   */
  static PoolsHealth of(@Nullable OffstageRuntime runtime) {
    if (runtime == null) {
      PoolsHealth draining = new PoolsHealth(false);
      draining.details.put("state", "draining");
      return draining;
    }
    PoolsHealth health = new PoolsHealth(true);
    health.details.put("state", runtime.settings().enabled() ? "running" : "switched off");
    for (String name : runtime.poolNames()) {
      health.details.put(name, pool(runtime.pool(name)));
    }
    return health;
  }

  private static Map<String, Object> pool(OffstagePool pool) {
    Map<String, Object> figures = new LinkedHashMap<>();
    int queued = pool.queued();
    figures.put("size", pool.size());
    figures.put("running", pool.running());
    figures.put("queue", pool.queueCapacity());
    figures.put("queued", queued);
    figures.put("full", queued >= pool.queueCapacity());
    PoolCounts counts = pool.counts();
    figures.put("rejected", counts.rejected());
    figures.put("retried", counts.retried());
    figures.put("expired", counts.expired());
    figures.put("rolledBack", counts.rolledBack());
    return figures;
  }

  boolean accept() {
    return accepts;
  }

  Map<String, Object> details() {
    return details;
  }
}
