package dev.offstage;

import dev.offstage.internal.task.PoolTask;
import org.jspecify.annotations.Nullable;

/**
 * How far a task has come, as its work says it. Immutable.
 *
 * <pre>{@code
 * for (int i = 0; i < pages.size(); i++) {
 *   Progress.report(i, pages.size(), "page " + pages.get(i));
 *   ...
 * }
 * }</pre>
 */
public final class Progress {
  private static final int MOST_CHARACTERS = 500;

  private final long done;
  private final long total;
  private final @Nullable String message;

  private Progress(long done, long total, @Nullable String message) {
    this.done = done;
    this.total = total;
    this.message = message;
  }

  /**
   * Says how far the task of the current thread has come; outside of a task it does nothing, so
   * code may call it wherever it runs. Cheap enough for a loop; only the last one is kept.
   *
   * @param done how much is done, from 0 up, in any unit
   * @param total how much there is in that unit, not less than {@code done}; 0: not known
   * @throws IllegalArgumentException if the numbers are not so
   */
  public static void report(long done, long total) {
    report(done, total, null);
  }

  /**
   * The same with a message for whoever waits for the task.
   *
   * @param message shown to the user of the task; longer than 500 characters it is cut off
   * @throws IllegalArgumentException if the numbers are not allowed
   */
  public static void report(long done, long total, @Nullable String message) {
    if (done < 0 || total < 0 || (total > 0 && done > total)) {
      throw new IllegalArgumentException(
          "done is " + done + " and total " + total + "; allowed: 0 <= done <= total");
    }
    PoolTask<?> task = PoolTask.current();
    if (task != null) {
      task.report(
          new Progress(
              done,
              total,
              message == null || message.length() <= MOST_CHARACTERS
                  ? message
                  : message.substring(0, MOST_CHARACTERS)));
    }
  }

  /** How much is done. */
  public long done() {
    return done;
  }

  /** How much there is; 0 when that is not known. */
  public long total() {
    return total;
  }

  /** From 0 to 100; -1 when the total is not known. */
  public int percent() {
    return total == 0 ? -1 : (int) (done * 100.0 / total);
  }

  /** What the work said with it, or null. */
  public @Nullable String message() {
    return message;
  }

  @Override
  public String toString() {
    return done + " of " + (total == 0 ? "?" : total) + (message == null ? "" : ": " + message);
  }
}
