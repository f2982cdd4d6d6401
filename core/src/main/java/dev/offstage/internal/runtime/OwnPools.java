package dev.offstage.internal.runtime;

import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.pool.PoolEnd;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pools that an application has made, and ends itself. Thread-safe. */
final class OwnPools {
  private final Set<OffstagePool> pools = ConcurrentHashMap.newKeySet();

  void add(OffstagePool pool) {
    // Closed ones that nobody joined.
    pools.removeIf(OffstagePool::hasEnded);
    pools.add(pool);
  }

  void forget(OffstagePool pool) {
    pools.remove(pool);
  }

  void addEnds(Collection<PoolEnd> to) {
    pools.forEach(pool -> to.add(pool.end()));
  }
}
