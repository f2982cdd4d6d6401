package dev.offstage.servlet.respond.status;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Accept;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.returning.LoginEndedException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a browser shows while a task waits or runs: how far along it is, and a button to cancel it.
 * Without scripts it reloads itself; with them it follows the event stream. A webapp may have a
 * page of its own in its place, which finds the task in the request attribute {@code offstageTask}.
 */
public final class WaitingPage {
  private static final String ATTRIBUTE = "offstageTask";

  private WaitingPage() {}

  /** Whether a person will look at the answer. */
  public static boolean isWanted(HttpServletRequest request) {
    return Accept.of(request).wantsPage();
  }

  /**
   * Writes the page for the state that the task is in; the status of the response is already set.
   */
  static void write(
      HttpServletRequest request, HttpServletResponse response, PublishedTask published, String url)
      throws IOException, ServletException {
    String own = published.rule == null ? null : published.rule.ownPage;
    if (own != null) {
      RequestDispatcher page = request.getRequestDispatcher(own);
      if (page != null) {
        request.setAttribute(ATTRIBUTE, attributes(published, url));
        page.forward(request, response);
        return;
      }
      Log.warn("offstage: the webapp has no page " + own + ", which a rule names");
    }
    page(published, url).send(request, response);
  }

  /** In place of what this client cannot have; sets the status of the response, too. */
  public static void writeMissing(
      HttpServletRequest request, HttpServletResponse response, int status, String why)
      throws IOException {
    response.setStatus(status);
    new PageTemplate("Not available").text("state", why).send(request, response);
  }

  private static Map<String, Object> attributes(PublishedTask published, String url) {
    Map<String, Object> task = new LinkedHashMap<>();
    task.put("id", published.id());
    task.put("state", published.task.status().name());
    task.put("url", url);
    task.put("cancelUrl", url + "/cancel");
    task.put("position", published.task.position());
    Progress progress = published.task.progress();
    task.put("percent", progress == null ? -1 : progress.percent());
    task.put("message", message(progress));
    return task;
  }

  private static String message(@Nullable Progress progress) {
    String message = progress == null ? null : progress.message();
    return message == null ? "" : message;
  }

  private static PageTemplate page(PublishedTask published, String url) {
    // Asked once: it may end meanwhile, and a page that waits finds that out.
    Task.Status state = published.task.status();
    PageTemplate page = new PageTemplate(title(state)).text("state", text(state, published));
    if (state == Task.Status.QUEUED || state == Task.Status.RUNNING) {
      Progress progress = published.task.progress();
      return page.waiting(url, progress == null ? -1 : progress.percent())
          .text("message", message(progress));
    }
    RecordedResponse response = published.response();
    return response == null || !response.hasBody() ? page : page.saving(published.resultUrl());
  }

  private static String title(Task.Status state) {
    switch (state) {
      case CANCELLED:
        return "Your request was cancelled";
      case FAILED:
        return "Your request has failed";
      case SUCCEEDED:
        return "Your request is done";
      default:
        return "Your request is being worked on";
    }
  }

  private static String text(Task.Status state, PublishedTask published) {
    int position = published.task.position();
    RecordedResponse response = published.response();
    switch (state) {
      case QUEUED:
        return position > 0 ? "Waiting, number " + position + " in the queue" : "Waiting";
      case RUNNING:
        return "In progress";
      case CANCELLED:
        return published.task.started() == null
            ? "None of it was done."
            : "Part of it may have been done.";
      case FAILED:
        if (published.task.error() instanceof LoginEndedException) {
          return "You were logged out before its turn came. None of it was done.";
        }
        return response == null ? "There is no answer. Please try again later." : "";
      default:
        return response != null && response.hasBody() ? "The result is downloaded as a file." : "";
    }
  }
}
