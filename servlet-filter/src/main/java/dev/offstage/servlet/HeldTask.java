package dev.offstage.servlet;

import dev.offstage.Pool;
import dev.offstage.PoolClosedException;
import dev.offstage.PoolFullException;
import dev.offstage.Task;
import dev.offstage.Work;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.http.Responses;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Tasks that have their place in a pool before the response is written, and start after it. */
final class HeldTask {
  private HeldTask() {}

  /** Writes an answer that may speak of the task. */
  @FunctionalInterface
  interface TaskAnswer {
    void write(Task<?> task, HttpServletResponse response) throws IOException, ServletException;
  }

  /**
   * Takes a place in the pool; null when there is none and the client got 503.
   *
   * @param written what the user wrote, after which the task is named
   */
  static <T extends @Nullable Object> @Nullable PoolTask<T> reserve(
      Pool pool, Object work, Object written, @Nullable String name, HttpServletResponse response)
      throws IOException {
    OffstagePool target = (OffstagePool) pool;
    try {
      return target.startHeld(PoolTask.of(target, work, written, name));
    } catch (PoolFullException e) {
      Responses.unavailable(response, "All workers are busy; try again soon.");
    } catch (PoolClosedException e) {
      Responses.unavailable(response, "The application is stopping; try again soon.");
    }
    return null;
  }

  static @Nullable Task<@Nullable Void> answerThenStart(
      Pool pool, Work work, @Nullable String name, HttpServletResponse response, TaskAnswer answer)
      throws IOException, ServletException {
    PoolTask<@Nullable Void> task = reserve(pool, work, work, name, response);
    if (task == null) {
      return null;
    }
    boolean answered = false;
    try {
      answer.write(task, response);
      answered = true;
      Responses.close(response);
    } catch (IOException e) {
      // The client has gone; what it asked for is done all the same.
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
