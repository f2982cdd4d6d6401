package dev.offstage.servlet.respond.status;

import dev.offstage.Task;
import dev.offstage.servlet.http.Preferences;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.durable.SharedTasks;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.TaskStore;
import dev.offstage.servlet.respond.kept.WayBack;
import dev.offstage.servlet.respond.page.WaitingPage;
import dev.offstage.servlet.respond.waiting.Lobby;
import dev.offstage.servlet.respond.waiting.Parked;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * {@code /_offstage/tasks/{id}}, below it {@code /result} and {@code /cancel}: how a task is doing,
 * its result, and how to cancel it. The status is there again for each {@link Style} that the task
 * has, below it by its name: so a client's errors have its style, too, when no task is left.
 * Anybody but its owner learns nothing, not even that it is there.
 */
public final class StatusResource {
  static final String PATH = "/_offstage/tasks/";

  private static final Duration MOST_WAIT = Duration.ofSeconds(60);

  private final TaskStore store;
  private final SharedTasks tasks;
  private final Lobby lobby;
  private final WaitingPage page;

  public StatusResource(TaskStore store, SharedTasks tasks, Lobby lobby, WaitingPage page) {
    this.store = store;
    this.tasks = tasks;
    this.lobby = lobby;
    this.page = page;
  }

  /** The URL of a task's status, for the client of this request. */
  public static String url(HttpServletRequest request, HttpServletResponse response, String id) {
    String url = UrlPath.ofWebapp(request) + PATH + id;
    // Only for clients without cookies: a session id does not belong in URLs.
    return request.isRequestedSessionIdFromURL() ? response.encodeURL(url) : url;
  }

  /**
   * Answers.
   *
   * @param rest what follows {@link #PATH}
   */
  void serve(HttpServletRequest request, HttpServletResponse response, String rest)
      throws IOException, ServletException {
    int slash = rest.indexOf('/');
    String id = slash < 0 ? rest : rest.substring(0, slash);
    String part = slash < 0 ? "" : rest.substring(slash);
    Style style = Styles.at(part);
    response.setHeader("Cache-Control", "no-store");
    PublishedTask published;
    try {
      published = tasks.find(id, request);
    } catch (SharedTasks.NoAnswerException e) {
      unknown(request, response, e.why, style == null ? Styles.OWN : style);
      return;
    }
    if (published == null) {
      notThere(request, response, id, style == null ? Styles.OWN : style);
    } else if (part.equals("/result")) {
      result(request, response, published);
    } else if (part.equals("/cancel")) {
      cancelByForm(request, response, published);
    } else if (style == Styles.OWN || style == Styles.of(published.style())) {
      status(request, response, published, style);
    } else {
      notThere(request, response, "", Styles.OWN);
    }
  }

  /** Nobody can say now whether it is there. */
  private void unknown(
      HttpServletRequest request, HttpServletResponse response, Unavailable why, Style style)
      throws IOException {
    Problem problem = why.problem();
    if (WaitingPage.isWanted(request)) {
      page.writeRefusal(request, response, problem, WayBack.fromStatus(request));
    } else {
      problem.as(style.problems()).write(response);
    }
  }

  private void notThere(
      HttpServletRequest request, HttpServletResponse response, String id, Style style)
      throws IOException {
    Problem problem =
        store.isExpired(id, request)
            ? new Problem(410, "Gone", "The task has ended, and its result is no longer kept.")
            : new Problem(404, "Not Found", "There is no such task.");
    // A page for a person, say after a redeployment, who cannot read JSON.
    if (WaitingPage.isWanted(request)) {
      page.writeRefusal(request, response, problem, WayBack.fromStatus(request));
    } else {
      problem.as(style.problems()).write(response);
    }
  }

  /** OPTIONS asks which there are; all others than those are refused. */
  private static void otherMethod(
      HttpServletRequest request, HttpServletResponse response, String allowed) {
    response.setHeader("Allow", allowed + ", OPTIONS");
    if ("OPTIONS".equals(request.getMethod())) {
      response.setStatus(204);
    } else {
      response.setStatus(405);
      response.setContentLength(0);
    }
  }

  private static boolean isRead(HttpServletRequest request) {
    return "GET".equals(request.getMethod()) || "HEAD".equals(request.getMethod());
  }

  private void status(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Style style)
      throws IOException, ServletException {
    switch (request.getMethod()) {
      case "GET":
      case "HEAD":
        StatusHeaders.exposeToScripts(response, style);
        get(request, response, published, style);
        break;
      case "DELETE":
        delete(response, published, style);
        break;
      default:
        otherMethod(request, response, "GET, HEAD, DELETE");
    }
  }

  private void get(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Style style)
      throws IOException, ServletException {
    if (EventStream.isWanted(request)) {
      new EventStream(request, response, published, lobby).start();
      return;
    }
    boolean html = published.hasPage() && WaitingPage.isWanted(request);
    Duration wait = Preferences.of(request).waits();
    // Before it waits: Jetty up to 11 knows the webapp of a request on its first thread only.
    String url = url(request, response, published.id());
    if (html) {
      page(request, response, published, url);
    } else if (wait == null
        || !park(request, new WatchedResponse(response), published, style, url, wait)) {
      describe(request, response, published, style, url);
    }
  }

  private boolean park(
      HttpServletRequest request,
      WatchedResponse response,
      PublishedTask published,
      Style style,
      String url,
      Duration wait) {
    Duration atMost = wait.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait;
    Parked.Answer answer =
        () -> {
          describe(request, response, published, style, url);
          return true;
        };
    return lobby.park(request, response, published, atMost, null, answer);
  }

  private static void describe(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      Style style,
      String url)
      throws IOException {
    StatusHeaders.varies(response);
    style.status(published, url, request, response);
  }

  private void page(
      HttpServletRequest request, HttpServletResponse response, PublishedTask published, String url)
      throws IOException, ServletException {
    RecordedResponse ended = published.response();
    if (!published.isDone()) {
      StatusHeaders.notDone(response);
      response.setHeader("Location", url);
    } else if (ended != null && (ended.isShown() || published.hasOwnPage())) {
      StatusHeaders.seeOther(response, published.resultUrl());
    }
    StatusHeaders.varies(response);
    StatusHeaders.expires(response, published);
    page.write(request, response, published, url);
  }

  /** What goes on is cancelled; what has ended is forgotten. */
  private void delete(HttpServletResponse response, PublishedTask published, Style style) {
    boolean running = published.status() == Task.Status.RUNNING;
    boolean cancelled = published.cancel();
    if (!cancelled || style.forgetsCancelled()) {
      tasks.forget(published);
    }
    int status = style.deleted(running && cancelled);
    response.setStatus(status);
    if (status != 204) {
      response.setContentLength(0);
    }
  }

  /** The button of the waiting page: the page stays and shows the outcome. */
  private void cancelByForm(
      HttpServletRequest request, HttpServletResponse response, PublishedTask published)
      throws IOException {
    if (!"POST".equals(request.getMethod())) {
      otherMethod(request, response, "POST");
      return;
    }
    published.cancel();
    StatusHeaders.seeOther(response, url(request, response, published.id()));
  }

  /** The recorded response, or what takes its place. */
  void result(HttpServletRequest request, HttpServletResponse response, PublishedTask published)
      throws IOException, ServletException {
    if (!isRead(request)) {
      otherMethod(request, response, "GET, HEAD");
      return;
    }
    RecordedResponse recorded = published.response();
    Problem problem = published.problem();
    if (recorded != null) {
      new Replay(recorded, request, response).send();
    } else if (!published.isDone()) {
      String url = url(request, response, published.id());
      StatusHeaders.notDone(response);
      response.setHeader("Location", url);
      TaskJson.of(published, url).write(request, response);
    } else if (problem != null) {
      problem.inPlaceOfAll(response);
    } else if (published.isCancelled()) {
      new Problem(409, "Conflict", "The task was cancelled.").type("cancelled").write(response);
    } else if (published.view != null) {
      ShownResult.write(published.view, published, request, response);
    } else {
      notThere(request, response, "", Styles.OWN);
    }
  }

  /** The result at the URL of its request; false if this is another request. */
  public boolean serveAtItsUrl(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String id = ResultUrl.id(request.getQueryString());
    if (id == null || !isRead(request)) {
      return false;
    }
    response.setHeader("Cache-Control", "no-store");
    PublishedTask published;
    try {
      published = tasks.find(id, request);
    } catch (SharedTasks.NoAnswerException e) {
      unknown(request, response, e.why, Styles.OWN);
      return true;
    }
    if (published == null || !published.isShownAt(request)) {
      notThere(request, response, id, Styles.OWN);
    } else if (published.response() == null) {
      StatusHeaders.seeOther(response, url(request, response, id));
    } else {
      result(request, response, published);
    }
    return true;
  }
}
