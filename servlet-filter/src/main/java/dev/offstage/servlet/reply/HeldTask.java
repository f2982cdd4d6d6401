package dev.offstage.servlet.reply;

import dev.offstage.Pool;
import dev.offstage.PoolClosedException;
import dev.offstage.PoolFullException;
import dev.offstage.Task;
import dev.offstage.Work;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.Origin;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.http.Responses;
import dev.offstage.servlet.http.Unavailable;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tasks that take their place in a pool before the response is written, and start after it. */
public final class HeldTask {
  static {
    // A task is named after the code that calls these.
    Origin.passOver(HeldTask.class, ReplyLater.class);
  }

  private HeldTask() {}

  /** Writes an answer that may refer to the task. */
  @FunctionalInterface
  public interface TaskAnswer {
    void write(Task<?> task, HttpServletResponse response) throws IOException, ServletException;
  }

  /** Takes a place in the pool; null if there was none and the client got 503. */
  static <T extends @Nullable Object> @Nullable PoolTask<T> reserve(
      Pool pool, Function<HandOver, PoolTask<T>> maker, HttpServletResponse response)
      throws IOException {
    HandOver handOver = ((OffstagePool) pool).handOver();
    try {
      return handOver.hold(maker.apply(handOver));
    } catch (PoolFullException e) {
      Unavailable.FULL.inPlaceOfAll(response);
    } catch (PoolClosedException e) {
      Unavailable.STOPPING.inPlaceOfAll(response);
    }
    return null;
  }

  public static @Nullable Task<@Nullable Void> answerThenStart(
      Pool pool, Work work, @Nullable String name, HttpServletResponse response, TaskAnswer answer)
      throws IOException, ServletException {
    PoolTask<@Nullable Void> task = reserve(pool, target -> target.task(work, name), response);
    if (task == null) {
      return null;
    }
    boolean answered = false;
    WatchedResponse watched = new WatchedResponse(response);
    try {
      answer.write(task, watched);
      answered = true;
      Responses.close(response);
    } catch (IOException e) {
      // One of a file that the answer reads is its own.
      if (!watched.isClientGone(e)) {
        throw e;
      }
      // What the client has asked for is done all the same.
      answered = true;
    } finally {
      if (answered) {
        task.release();
      } else {
        task.cancel();
      }
    }
    return task;
  }
}
