package dev.offstage.durable.run;

import dev.offstage.Recurring;
import dev.offstage.Task;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task of the store that comes again, on whichever process is first. Immutable. */
final class StoredRecurrence implements Recurring {
  private final Schedules schedules;
  private final String name;
  private final String method;
  private final String id;
  private final byte[] last;

  /**
   * @param method its name in the store
   * @param last its data if it does not come again
   */
  StoredRecurrence(Schedules schedules, String name, String method, String id, byte[] last) {
    this.schedules = schedules;
    this.name = name;
    this.method = method;
    this.id = id;
    this.last = last;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public @Nullable Instant next() {
    return schedules.next(method, id);
  }

  @Override
  public @Nullable Task<?> last() {
    return null;
  }

  @Override
  public long skipped() {
    return 0;
  }

  @Override
  public Task<?> runNow() {
    throw not("runNow", "hand the task over with start()");
  }

  @Override
  public void pause() {
    throw not("pause", "cancel()");
  }

  @Override
  public void resume() {
    throw not("resume", "every(..) or cron(..) once more");
  }

  private UnsupportedOperationException not(String what, String instead) {
    return new UnsupportedOperationException(
        "'" + name + "' is durable, and all servers have it: no " + what + "; allowed: " + instead);
  }

  @Override
  public void cancel() {
    schedules.cancel(method, id, last);
  }

  @Override
  public String toString() {
    return "Recurring[" + name + ", durable]";
  }
}
