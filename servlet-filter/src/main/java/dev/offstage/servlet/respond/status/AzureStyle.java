package dev.offstage.servlet.respond.status;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.servlet.http.Json;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.ProblemFormat;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.rule.StyleName;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A long-running operation as Microsoft's REST API guidelines have it: {@code Operation-Location}
 * leads to a status monitor, which answers 200 whatever becomes of the work, and says where the
 * result is.
 */
final class AzureStyle implements Style {
  private final ProblemFormat problems = new ErrorFormat();

  @Override
  public StyleName name() {
    return StyleName.AZURE;
  }

  @Override
  public String headers() {
    return "Operation-Location";
  }

  @Override
  public ProblemFormat problems() {
    return problems;
  }

  @Override
  public void accepted(
      PublishedTask published,
      String url,
      int position,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setHeader("Operation-Location", Styles.monitor(this, url, request));
    monitor(published, url, request).write(request, response);
  }

  @Override
  public void status(
      PublishedTask published, String url, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!published.isDone()) {
      StatusHeaders.retryAfter(response);
    }
    monitor(published, url, request).write(request, response);
  }

  private static Json monitor(PublishedTask published, String url, HttpServletRequest request) {
    // Read once: what is said beside it must not be of a later state.
    Task.Status state = published.status();
    boolean waits = state == Task.Status.QUEUED || state == Task.Status.RUNNING;
    RecordedResponse response = waits ? null : published.response();
    Json error = waits ? null : error(published, response);
    Json json = new Json();
    json.text("id", published.id());
    // Also what the server has given up: that was not the client's wish.
    json.text("status", error != null ? "Failed" : text(state));
    json.text("createdDateTime", String.valueOf(published.created()));
    Progress progress = published.progress();
    if (progress != null && progress.percent() >= 0) {
      json.number("percentComplete", progress.percent());
    }
    if (response != null) {
      json.text("resourceLocation", UrlPath.absolute(request, url + "/result"));
    }
    return json.object("error", error);
  }

  private static String text(Task.Status state) {
    switch (state) {
      case QUEUED:
        return "NotStarted";
      case RUNNING:
        return "Running";
      case CANCELLED:
        return "Canceled";
      case FAILED:
        return "Failed";
      default:
        return "Succeeded";
    }
  }

  /**
   * Whatever went wrong, whosever fault it was: clients take the body of a result for what they
   * wanted, and do not look at its status.
   */
  private static @Nullable Json error(
      PublishedTask published, @Nullable RecordedResponse response) {
    Problem problem = published.problem();
    if (response != null && response.status() >= 400) {
      String says = "The response is an error, HTTP " + response.status() + ".";
      return new Json()
          .text("code", String.valueOf(response.status()))
          .text("message", problem == null ? says : problem.text());
    }
    return problem == null ? null : ErrorFormat.error(problem);
  }

  @Override
  public boolean forgetsCancelled() {
    return false;
  }

  @Override
  public int deleted(boolean stillRuns) {
    return stillRuns ? 202 : 204;
  }
}
