package dev.offstage;

import dev.offstage.internal.task.PoolTask;
import org.jspecify.annotations.Nullable;

/**
 * How far a task has come, as its work reports it. Immutable.
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
   * Reports how far the current thread's task has come; outside a task it does nothing, so code may
   * call it wherever it runs. Cheap enough for a loop; only the last report is kept.
   *
   * @param done how much is done, from 0 up, in any unit
   * @param total how much there is in that unit, not less than {@code done}; 0 if not known
   * @throws IllegalArgumentException if the numbers are not allowed
   */
  public static void report(long done, long total) {
    report(done, total, null);
  }

  /**
   * The same with a message for whoever waits for the task.
   *
   * @param message shown to the user of the task; cut off after 500 characters
   * @throws IllegalArgumentException if the numbers are not allowed
   */
  public static void report(long done, long total, @Nullable String message) {
    Progress progress = of(done, total, message);
    PoolTask<?> task = PoolTask.current();
    if (task != null) {
      task.report(progress);
    }
  }

  /**
   * One that is not reported, such as one that somebody else has reported.
   *
   * @param done as for {@link #report(long, long)}
   * @param total as for {@link #report(long, long)}
   * @param message null for none; cut off after 500 characters
   * @throws IllegalArgumentException if the numbers are not allowed
   */
  public static Progress of(long done, long total, @Nullable String message) {
    if (done < 0 || total < 0 || (total > 0 && done > total)) {
      throw new IllegalArgumentException(
          "done is " + done + " and total " + total + "; allowed: 0 <= done <= total");
    }
    return new Progress(
        done,
        total,
        message == null || message.length() <= MOST_CHARACTERS
            ? message
            : message.substring(0, MOST_CHARACTERS));
  }

  /** How much is done. */
  public long done() {
    return done;
  }

  /** How much there is; 0 if not known. */
  public long total() {
    return total;
  }

  /** From 0 to 100; -1 if the total is not known. */
  public int percent() {
    return total == 0 ? -1 : (int) (done * 100.0 / total);
  }

  /** The message that the work reported with it, or null. */
  public @Nullable String message() {
    return message;
  }

  @Override
  public String toString() {
    return done + " of " + (total == 0 ? "?" : total) + (message == null ? "" : ": " + message);
  }
}
