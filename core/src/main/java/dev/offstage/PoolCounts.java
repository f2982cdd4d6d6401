package dev.offstage;

/** How many tasks of a pool have ended since its start, by how they ended. Immutable. */
public final class PoolCounts {
  private final long succeeded;
  private final long failed;
  private final long cancelled;
  private final long rejected;
  private final long retried;
  private final long expired;
  private final long rolledBack;

  /** For the pool that counts; no number is negative. */
  public PoolCounts(
      long succeeded,
      long failed,
      long cancelled,
      long rejected,
      long retried,
      long expired,
      long rolledBack) {
    this.succeeded = succeeded;
    this.failed = failed;
    this.cancelled = cancelled;
    this.rejected = rejected;
    this.retried = retried;
    this.expired = expired;
    this.rolledBack = rolledBack;
  }

  /** Tasks whose work returned. */
  public long succeeded() {
    return succeeded;
  }

  /** Tasks whose work threw. */
  public long failed() {
    return failed;
  }

  /** Tasks that were cancelled before they started or while they ran. */
  public long cancelled() {
    return cancelled;
  }

  /** Hand-overs that found no room, or a closed pool, so that no task came of them. */
  public long rejected() {
    return rejected;
  }

  /** Attempts that failed and were followed by another one. */
  public long retried() {
    return retried;
  }

  /** Tasks that no thread had begun in time; {@link #cancelled()} counts them, too. */
  public long expired() {
    return expired;
  }

  /**
   * Tasks that were to start after a commit that never came; {@link #cancelled()} counts them, too.
   */
  public long rolledBack() {
    return rolledBack;
  }

  @Override
  public String toString() {
    return succeeded
        + " succeeded, "
        + failed
        + " failed, "
        + cancelled
        + " cancelled, "
        + rejected
        + " rejected";
  }
}
