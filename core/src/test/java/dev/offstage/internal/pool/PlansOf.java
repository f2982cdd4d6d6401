package dev.offstage.internal.pool;

import dev.offstage.Pool;

/** Shows tests what a pool keeps for the plans of its tasks. */
public final class PlansOf {
  private PlansOf() {}

  private static Plans of(Pool pool) {
    return ((OffstagePool) pool).handOver().home.plans;
  }

  /** How many lanes tasks are in now. */
  public static int lanes(Pool pool) {
    return of(pool).lanes();
  }

  /** How many keys tasks have now. */
  public static int keys(Pool pool) {
    return of(pool).keys();
  }
}
