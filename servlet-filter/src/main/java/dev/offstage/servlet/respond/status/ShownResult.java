package dev.offstage.servlet.respond.status;

import dev.offstage.servlet.reply.LateAnswer;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResultView;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The result of a task that code has published, written by that code. */
final class ShownResult {
  private ShownResult() {}

  @SuppressWarnings("unchecked") // The view was published together with the task.
  static <T extends @Nullable Object> void write(
      ResultView<T> view,
      PublishedTask published,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException, ServletException {
    WatchedResponse watched = new WatchedResponse(response);
    try {
      view.write((T) published.task.get(), watched);
    } catch (IOException | ServletException | RuntimeException e) {
      if (!response.isCommitted()) {
        throw e;
      }
      // Not every server breaks off what its servlets leave unfinished.
      failed(request, watched, published, e);
    } catch (Exception e) {
      failed(request, watched, published, e);
    }
  }

  private static void failed(
      HttpServletRequest request,
      WatchedResponse response,
      PublishedTask published,
      Exception thrown) {
    LateAnswer.failed(request, response, "the result of '" + published.task.name() + "'", thrown);
  }
}
