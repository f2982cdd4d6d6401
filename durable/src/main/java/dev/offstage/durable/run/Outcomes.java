package dev.offstage.durable.run;

import dev.offstage.Task;
import dev.offstage.durable.row.Claim;
import dev.offstage.durable.row.End;
import dev.offstage.internal.task.PoolTask;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is kept of how a task has ended. Immutable. */
final class Outcomes {
  private final @Nullable Function<@Nullable Object, byte[]> encoder;
  private final End.@Nullable NextTime next;
  private final @Nullable Duration keep;

  /**
   * @param encoder writes its result down; null if it has none
   * @param keep how long that is kept; null: as the store has it
   */
  Outcomes(@Nullable Function<@Nullable Object, byte[]> encoder, @Nullable Duration keep) {
    this(encoder, null, keep);
  }

  private Outcomes(
      @Nullable Function<@Nullable Object, byte[]> encoder,
      End.@Nullable NextTime next,
      @Nullable Duration keep) {
    this.keep = keep;
    this.encoder = encoder;
    this.next = next;
  }

  /** Of a task that comes again: nothing is kept of a turn. */
  static Outcomes ofTurns(End.NextTime next) {
    return new Outcomes(null, next, null);
  }

  /**
   * @param outcome what the work has returned or thrown
   * @param cause why it was cancelled; null if nobody said so
   */
  End end(
      Claim claim,
      Task.Status how,
      @Nullable Object outcome,
      @Nullable String cause,
      PoolTask<?> task) {
    if (next != null) {
      return End.next(claim, next);
    }
    int attempts = task.attempts().isEmpty() ? 0 : last(task);
    if (how == Task.Status.SUCCEEDED) {
      if (encoder == null) {
        return End.gone(claim);
      }
      try {
        return End.kept(claim, how.name(), null, null, encoder.apply(outcome), attempts, keep);
      } catch (RuntimeException e) {
        // The work is done; only nobody gets its result on another node.
        return End.kept(
            claim, how.name(), "its result cannot be kept", text(e), null, attempts, keep);
      }
    }
    String error = outcome instanceof Throwable ? text((Throwable) outcome) : null;
    return End.kept(claim, how.name(), cause, error, null, attempts, keep);
  }

  private static int last(PoolTask<?> task) {
    return task.attempts().get(task.attempts().size() - 1).number();
  }

  private static String text(Throwable thrown) {
    StringWriter text = new StringWriter();
    try {
      thrown.printStackTrace(new PrintWriter(text, true));
    } catch (RuntimeException e) {
      // A message that cannot be made.
      text.write(thrown.getClass().getName());
    }
    return text.toString();
  }
}
