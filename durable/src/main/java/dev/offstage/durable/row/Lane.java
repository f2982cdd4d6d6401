package dev.offstage.durable.row;

/** The tasks of a pool that have the same order. Immutable. */
public final class Lane {
  final String pool;
  final String order;

  Lane(String pool, String order) {
    this.pool = pool;
    this.order = order;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Lane
        && ((Lane) other).pool.equals(pool)
        && ((Lane) other).order.equals(order);
  }

  @Override
  public int hashCode() {
    return 31 * pool.hashCode() + order.hashCode();
  }
}
