package dev.offstage.servlet;

import dev.offstage.Task;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.respond.Respond;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Gives a task a status resource, a URL at which its owner follows it: {@code GET} returns state,
 * position and progress as JSON or as an event stream, {@code DELETE} cancels. {@code
 * docs/respond-async.md} describes it.
 *
 * <pre>{@code
 * Task<Report> task = Offstage.call(() -> reports.render(id));
 * String url = TaskStatus.publish(request, response, task,
 *     (report, out) -> out.getOutputStream().write(report.bytes()));
 * }</pre>
 *
 * <p>The owner is the user of the request, or else its session, or else whoever knows the URL,
 * which cannot be guessed. Everybody else gets 404. Thread-safe.
 */
public final class TaskStatus {
  private static final Duration KEEP = Duration.ofHours(1);

  private TaskStatus() {}

  /**
   * Publishes a task without a result to show: when it has ended, its status says how.
   *
   * @param request the owner's
   * @param response the one to that request
   * @param task any task handed over in this webapp
   * @return the URL of the status, a path that starts with the context path; it lasts for an hour
   *     after the end of the task
   * @throws IllegalStateException if as many published tasks as {@code offstage.respond.tasks} and
   *     {@code offstage.pool.share} allow have not ended yet, or if Offstage has not started in
   *     this webapp
   */
  public static String publish(
      HttpServletRequest request, HttpServletResponse response, Task<?> task) {
    return publishWith(request, response, task, null);
  }

  /**
   * Publishes a task with a result: when it has ended, its status redirects to the result.
   *
   * @param request the owner's
   * @param response the one to that request
   * @param task any task handed over in this webapp
   * @param writer writes the result each time it is requested, on the thread of that request
   * @return as {@link #publish(HttpServletRequest, HttpServletResponse, Task)}
   * @throws IllegalStateException as {@link #publish(HttpServletRequest, HttpServletResponse,
   *     Task)}
   */
  public static <T extends @Nullable Object> String publish(
      HttpServletRequest request,
      HttpServletResponse response,
      Task<T> task,
      ResultWriter<? super T> writer) {
    return publishWith(
        request, response, task, (T result, HttpServletResponse out) -> writer.write(result, out));
  }

  private static String publishWith(
      HttpServletRequest request,
      HttpServletResponse response,
      Task<?> task,
      dev.offstage.servlet.respond.kept.@Nullable ResultView<?> view) {
    Respond respond = Respond.of(request.getServletContext());
    if (respond == null) {
      throw new IllegalStateException("Offstage has not started in this webapp");
    }
    String url = respond.publish(request, response, (PoolTask<?>) task, KEEP, view);
    if (url == null) {
      throw new IllegalStateException(
          "Too many published tasks have not ended, of all or of this client (settings"
              + " offstage.respond.tasks and offstage.pool.share)");
    }
    return url;
  }
}
