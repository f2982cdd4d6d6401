package dev.offstage.internal.store;

import dev.offstage.internal.task.PoolTask;

/** A task that clients ask about, and what was kept for them. Immutable. */
public final class Published {
  /**
   * Hears how the task ends, wherever that is, and may cancel it; {@link PoolTask#elsewhere()} is
   * kept up to date as long as somebody has it.
   */
  public final PoolTask<?> task;

  private final byte[] data;

  public Published(PoolTask<?> task, byte[] data) {
    this.task = task;
    this.data = data.clone();
  }

  /** What {@link TaskStore#publish} was given. */
  public byte[] data() {
    return data.clone();
  }
}
