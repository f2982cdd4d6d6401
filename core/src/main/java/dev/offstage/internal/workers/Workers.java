package dev.offstage.internal.workers;

import dev.offstage.internal.gate.Entry;
import dev.offstage.internal.gate.WaitingRoom;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Queued;
import dev.offstage.internal.task.Runner;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The threads and the queue of one pool. Thread-safe. */
public interface Workers extends WaitingRoom.Places {
  /** Takes the task if there is a thread or room for it. Never waits. */
  Entry offer(Queued task);

  /** Tries until there is room, but waits no longer than that for it. */
  Entry await(Supplier<Entry> attempt, long nanos) throws InterruptedException;

  @Override
  default boolean enterIfRoom(PoolTask<?> task) {
    return reserve() == Entry.TAKEN && enter(task);
  }

  /** Takes the task out of the queue; false when it is not in there any more. */
  boolean remove(Queued task);

  /**
   * Takes out what waits longest and puts this into the queue, as its last; null when nothing
   * waits: then nothing happens. Needs no room.
   */
  @Nullable Queued swap(Queued last);

  /** Whether a task runs on the thread that hands it over. */
  default boolean areInline() {
    return false;
  }

  /** Whether nothing runs unless a test says so. */
  default boolean areManual() {
    return false;
  }

  /**
   * What a server knows of the current thread and tasks must have, such as who is logged in; runs
   * work inside of that. Null for nothing.
   */
  default @Nullable Executor captureServer() {
    return null;
  }

  /** How many tasks wait in the queue now. */
  int queued();

  /** Goes through the queue, from the first to the last. */
  default void forEachQueued(Consumer<Queued> each) {}

  /** What its own threads run. */
  default Iterable<Runner> runners() {
    return Collections.emptyList();
  }

  /** Changes both bounds from now on; what runs or is queued stays. */
  void resize(int size, int capacity);

  /** Takes no more tasks; what is queued still runs. */
  void close();

  /** Takes no more tasks and gives the queued ones back; what runs goes on. */
  List<Queued> closeAndEmpty();

  /** Waits until closed workers have nothing left to do; false when the time was not enough. */
  boolean awaitEnd(long nanos) throws InterruptedException;
}
