package dev.offstage.internal.store;

import dev.offstage.Recurring;
import dev.offstage.internal.cron.Schedule;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.StoredCall;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Keeps tasks outside of this process, and gives them back to be run. Thread-safe. */
public interface TaskStore {
  /**
   * Whether a task that is written down now would be for this node to run at once.
   *
   * @return false if the node has enough of the pool's tasks already
   */
  boolean takes(StorePool pool);

  /**
   * Checks that calls of a method can be written down: what is the same for all of them.
   *
   * @throws IllegalArgumentException if not: says what of it, and why
   */
  void check(Method method, Plan plan);

  /**
   * A call whose object is one that the application's framework has, as every process makes it: on
   * the framework's object, with all that surrounds it there.
   *
   * @return null if it is a call of another kind
   * @throws IllegalArgumentException if other processes could not make it: says why
   */
  default @Nullable Callable<? extends @Nullable Object> onBean(StoredCall call) {
    return null;
  }

  /**
   * Writes a task down, in the transaction of the current thread if that is one of the store's
   * database. The task's end, and its attempts, are then the returned one's to know.
   *
   * @param plan has the call
   * @param here whether this node runs it when its time has come; it has a place then
   * @return how; or the task with its key that is there in its place
   * @throws IllegalArgumentException if it cannot be written down: says what of it, and why
   * @throws dev.offstage.TaskKnownException if there is one with its key and the plan says so
   * @throws dev.offstage.NotStoredException if the store has not taken it
   */
  Written write(PoolTask<?> task, Plan plan, StorePool pool, boolean here);

  /**
   * Has a task come again and again, each time on one of the processes. If there is one of this
   * name already, it becomes as this one is, and keeps its next time unless the schedule is another
   * one.
   *
   * @param task as each of them is; it is not handed over itself
   * @throws IllegalArgumentException if it cannot be written down: says what of it, and why
   * @throws dev.offstage.NotStoredException if the store has not taken it
   */
  default Recurring schedule(PoolTask<?> task, Plan plan, StorePool pool, Schedule schedule) {
    throw new UnsupportedOperationException(describe());
  }

  /**
   * Lets tasks call a method of Offstage's own under its full name, which only processes that say
   * so have. Called before {@link #open}.
   *
   * @param method a static one
   * @param missing says what has to come before calls can be made here; null for nothing. Asked
   *     often: tasks wait, or others run them, until it is null
   */
  default void add(Method method, Supplier<@Nullable String> missing) {
    throw new UnsupportedOperationException(describe());
  }

  /**
   * Keeps what every process has to know of a task that clients ask about, as long as it is known
   * how that has ended. May be called before it is written down.
   *
   * @param task its id
   * @param method its method; null if this process has the task, and it is written down
   * @param data at most 32 KB
   * @throws dev.offstage.NotStoredException if the store has not taken it
   */
  default void publish(String task, @Nullable Method method, byte[] data) {
    throw new UnsupportedOperationException(describe());
  }

  /**
   * Finds a task that clients ask about, whoever has it.
   *
   * @param pool of whose tasks it is one here if others have it: one that does not run here
   * @param wanted whether whoever asks may know of the one with these data
   * @return null if there is none of that id, it was not published, or is not wanted
   * @throws dev.offstage.NotStoredException if the store does not answer
   */
  default @Nullable Published find(String task, StorePool pool, Predicate<byte[]> wanted) {
    throw new UnsupportedOperationException(describe());
  }

  /** Forgets that a task was published, and soon how it has ended. Does not throw. */
  default void forget(String task) {}

  /** Takes tasks from now on, for these pools. */
  void open(Iterable<? extends StorePool> pools);

  /** Takes no more of them, and gives back those that nobody here has begun with. */
  void stopTaking();

  /** Gives back what is left, and closes what the store has open. */
  void close();

  /** For the start line: what it is, in a few words. */
  String describe();
}
