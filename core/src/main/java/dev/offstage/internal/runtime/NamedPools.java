package dev.offstage.internal.runtime;

import dev.offstage.PoolSettings;
import dev.offstage.Settings;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.store.StorePool;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.text.Names;
import dev.offstage.internal.text.PoolNames;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The pools that settings name, and the default one. Thread-safe. */
final class NamedPools {
  private final Settings settings;
  private final OffstagePool ofDefault;
  private final Map<String, OffstagePool> pools = new LinkedHashMap<>();
  private final Set<String> unknown = ConcurrentHashMap.newKeySet();

  NamedPools(Settings settings, BiFunction<String, PoolSettings, OffstagePool> maker) {
    this.settings = settings;
    this.ofDefault = maker.apply(PoolNames.DEFAULT, settings.defaultPool());
    pools.put(PoolNames.DEFAULT, ofDefault);
    settings.pools().forEach((name, its) -> pools.put(name, maker.apply(name, its)));
  }

  OffstagePool ofDefault() {
    return ofDefault;
  }

  /**
   * The pool of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  OffstagePool get(String name) {
    OffstagePool pool = pools.get(name);
    if (pool == null) {
      throw new IllegalArgumentException(
          "There is no pool '"
              + name
              + "'; there are "
              + pools.keySet()
              + Names.didYouMean(name, pools.keySet())
              + ". A setting such as "
              + settings.keyOf(name, "size")
              + " creates it.");
    }
    return pool;
  }

  /** The same, but an unknown name gives the default pool, with a warning once. */
  OffstagePool getOrDefault(String name) {
    OffstagePool pool = pools.get(name);
    if (pool != null) {
      return pool;
    }
    if (unknown.add(name)) {
      try {
        return get(name);
      } catch (IllegalArgumentException e) {
        Log.warn("offstage: a redirected method uses the default pool: " + e.getMessage());
      }
    }
    return ofDefault;
  }

  /**
   * Those whose durable tasks this node runs, as a store sees them.
   *
   * @param wanted which of them, by their names
   */
  List<StorePool> stored(Predicate<String> wanted) {
    return pools.values().stream()
        .map(pool -> pool.handOver().stored())
        .filter(pool -> pool.serves() && wanted.test(pool.name()))
        .collect(Collectors.toList());
  }

  Set<String> names() {
    return Collections.unmodifiableSet(pools.keySet());
  }

  Collection<OffstagePool> all() {
    return pools.values();
  }
}
