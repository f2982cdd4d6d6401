package dev.offstage.servlet.respond;

import dev.offstage.Task;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.UrlPath;
import dev.offstage.servlet.reply.WatchedResponse;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

/**
 * {@code /_offstage/tasks/{id}}, below it {@code /result} and {@code /cancel}: how a task is doing,
 * its result, and how to cancel it. Anybody but its owner learns nothing, not even that it is
 * there.
 */
final class StatusResource {
  static final String PATH = "/_offstage/tasks/";

  static final int RETRY_AFTER_SECONDS = 2;

  private static final Duration MOST_WAIT = Duration.ofSeconds(60);

  private final Respond respond;

  StatusResource(Respond respond) {
    this.respond = respond;
  }

  /** The URL of a task's status, for the client of this request. */
  static String url(HttpServletRequest request, HttpServletResponse response, String id) {
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
    PublishedTask published = respond.room().store.find(id, request);
    response.setHeader("Cache-Control", "no-store");
    if (published == null) {
      notThere(request, response, id);
    } else if (part.equals("/result")) {
      result(request, response, published);
    } else if (part.equals("/cancel")) {
      cancelByForm(request, response, published);
    } else if (part.isEmpty()) {
      status(request, response, published);
    } else {
      notThere(request, response, "");
    }
  }

  private void notThere(HttpServletRequest request, HttpServletResponse response, String id)
      throws IOException {
    if (respond.room().store.isExpired(id, request)) {
      missing(
          request, response, 410, "Gone", "The task has ended, and its result is no longer kept.");
    } else {
      missing(request, response, 404, "Not Found", "There is no such task.");
    }
  }

  /** For a person, say after a redeployment, who cannot read JSON. */
  private static void missing(
      HttpServletRequest request,
      HttpServletResponse response,
      int status,
      String title,
      String detail)
      throws IOException {
    if (WaitingPage.isWanted(request)) {
      WaitingPage.writeMissing(request, response, status, detail);
    } else {
      new Problem(status, title, detail).write(response);
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
      HttpServletRequest request, HttpServletResponse response, PublishedTask published)
      throws IOException, ServletException {
    switch (request.getMethod()) {
      case "GET":
      case "HEAD":
        exposeToScripts(response);
        get(request, response, published);
        break;
      case "DELETE":
        delete(response, published);
        break;
      default:
        otherMethod(request, response, "GET, HEAD, DELETE");
    }
  }

  private void get(
      HttpServletRequest request, HttpServletResponse response, PublishedTask published)
      throws IOException, ServletException {
    if (EventStream.isWanted(request)) {
      new EventStream(request, response, published, respond).start();
      return;
    }
    boolean html = published.hasPage() && WaitingPage.isWanted(request);
    Duration wait = Preferences.of(request).waits();
    // Before it waits: Jetty up to 11 knows the webapp of a request on its first thread only.
    String url = url(request, response, published.id());
    if (wait != null
        && !html
        && park(request, new WatchedResponse(response), published, url, wait)) {
      return;
    }
    describe(request, response, published, url, html);
  }

  private boolean park(
      HttpServletRequest request,
      WatchedResponse response,
      PublishedTask published,
      String url,
      Duration wait) {
    Duration atMost = wait.compareTo(MOST_WAIT) > 0 ? MOST_WAIT : wait;
    Parked.Answer answer =
        () -> {
          describe(request, response, published, url, false);
          return true;
        };
    return respond.park(request, response, published, atMost, null, answer);
  }

  private void describe(
      HttpServletRequest request,
      HttpServletResponse response,
      PublishedTask published,
      String url,
      boolean html)
      throws IOException, ServletException {
    RecordedResponse ended = published.response();
    if (!published.task.isDone()) {
      response.setStatus(202);
      response.setHeader("Location", url);
      response.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
    } else if (html && ended != null && (ended.isShown() || published.hasOwnPage())) {
      seeOther(response, published.resultUrl());
    } else if (!html && published.hasResult() && !published.task.isCancelled()) {
      seeOther(response, url + "/result");
    }
    response.addHeader("Vary", "Accept, Prefer");
    Instant expires = published.expires();
    if (expires != null) {
      response.setDateHeader("Expires", expires.toEpochMilli());
    }
    if (html) {
      WaitingPage.write(request, response, published, url);
    } else {
      json(request, response, published, url);
    }
  }

  private static void seeOther(HttpServletResponse response, String location) {
    response.setStatus(303);
    response.setHeader("Location", location);
  }

  static void json(
      HttpServletRequest request, HttpServletResponse response, PublishedTask published, String url)
      throws IOException {
    byte[] body = TaskJson.of(published, url).toString().getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json");
    response.setContentLength(body.length);
    if (!"HEAD".equals(request.getMethod())) {
      response.getOutputStream().write(body);
    }
  }

  /** For scripts of other origins, if something in front lets them in. */
  static void exposeToScripts(HttpServletResponse response) {
    if (response.containsHeader("Access-Control-Allow-Origin")) {
      response.addHeader(
          "Access-Control-Expose-Headers", "Location, Retry-After, Preference-Applied");
    }
  }

  /** What goes on is cancelled, and stays to be seen; what has ended is forgotten. */
  private void delete(HttpServletResponse response, PublishedTask published) {
    boolean running = published.task.status() == Task.Status.RUNNING;
    boolean cancelled = published.task.cancel(true);
    if (!cancelled) {
      respond.room().store.forget(published);
    }
    response.setStatus(running && cancelled ? 202 : 204);
    if (running && cancelled) {
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
    published.task.cancel(true);
    seeOther(response, url(request, response, published.id()));
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
    } else if (!published.task.isDone()) {
      String url = url(request, response, published.id());
      response.setStatus(202);
      response.setHeader("Location", url);
      response.setHeader("Retry-After", String.valueOf(RETRY_AFTER_SECONDS));
      json(request, response, published, url);
    } else if (problem != null) {
      problem.inPlaceOfAll(response);
    } else if (published.task.isCancelled()) {
      new Problem(409, "Conflict", "The task was cancelled.").type("cancelled").write(response);
    } else if (published.view != null) {
      ShownResult.write(published.view, published, request, response);
    } else {
      notThere(request, response, "");
    }
  }

  /** The result at the URL of its request; false if this is another request. */
  boolean serveAtItsUrl(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    String id = ResultUrl.id(request.getQueryString());
    if (id == null || !isRead(request)) {
      return false;
    }
    response.setHeader("Cache-Control", "no-store");
    PublishedTask published = respond.room().store.find(id, request);
    if (published == null || !published.isShownAt(request)) {
      notThere(request, response, id);
    } else if (published.response() == null) {
      seeOther(response, url(request, response, id));
    } else {
      result(request, response, published);
    }
    return true;
  }
}
