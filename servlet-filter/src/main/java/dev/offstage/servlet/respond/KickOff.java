package dev.offstage.servlet.respond;

import dev.offstage.Start;
import dev.offstage.internal.OffstagePool;
import dev.offstage.internal.PoolTask;
import dev.offstage.servlet.http.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The first half of a request that answers before its work is done. For one thread. */
final class KickOff {
  private final Respond respond;
  private final RespondRule rule;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Preferences preferences;

  KickOff(
      Respond respond, RespondRule rule, HttpServletRequest request, HttpServletResponse response) {
    this.respond = respond;
    this.rule = rule;
    this.request = request;
    this.response = response;
    preferences = Preferences.of(request);
  }

  /** Whether this client is to be answered early, and this request can be. */
  boolean isWanted() {
    return rule.methods.contains(request.getMethod())
        && (rule.always || preferences.respondAsync())
        // Others, as h2c, change the connection and not what the request is about.
        && !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && !EventStream.isWanted(request);
  }

  /** Answers early, or has the webapp answer as before where that cannot be. */
  void serve(FilterChain webapp) throws IOException, ServletException {
    OffstagePool pool = respond.pool(rule);
    if (pool.isClosed()) {
      unavailable("The application is stopping; try again soon.", 5);
      return;
    }
    if (pool.queued() >= pool.queueCapacity()) {
      // Before the body: it would be read for nothing.
      full();
      return;
    }
    Connector connector;
    try {
      connector = respond.connectors().to(new RecordedRequest(request, null), request);
    } catch (TimeoutException e) {
      unavailable("The server is just starting; try again.", 1);
      return;
    }
    if (connector == null || !respond.canReturn(request)) {
      webapp.doFilter(request, response);
      return;
    }
    Owner owner = Owner.of(request, rule.createsSession);
    String complaint = IdempotencyKeys.complaint(request, owner);
    if (complaint != null) {
      new Problem(400, "Bad Request", complaint).write(response);
      return;
    }
    BodyReader body = new BodyReader(request, respond.settings(), respond.spools());
    boolean taken = false;
    try {
      if (!body.read(response)) {
        if (body.isReadByOthers()) {
          respond.warnOfReadBody(request);
          webapp.doFilter(request, response);
        }
        return;
      }
      taken = start(owner, connector, body);
    } finally {
      if (!taken) {
        body.free();
      }
    }
  }

  private void unavailable(String detail, int retryAfterSeconds) throws IOException {
    if (isForPage()) {
      response.setHeader("Retry-After", String.valueOf(retryAfterSeconds));
      WaitingPage.writeMissing(request, response, 503, detail);
    } else {
      Problem.unavailable(detail, retryAfterSeconds).write(response);
    }
  }

  private boolean isForPage() {
    return rule.page && WaitingPage.isWanted(request) && !preferences.respondAsync();
  }

  private void full() throws IOException {
    unavailable("All workers are busy; try again soon.", 5);
  }

  /** Hands the task over and answers; false when the body is not needed. */
  private boolean start(Owner owner, Connector connector, BodyReader body) throws IOException {
    String key = IdempotencyKeys.of(request, owner);
    if (key == null) {
      return startNew(owner, connector, body, null);
    }
    synchronized (respond.store().keys()) {
      IdempotencyKeys.Use use = respond.store().keys().find(key);
      if (use == null) {
        return startNew(owner, connector, body, key);
      }
      if (use.fingerprint.equals(body.fingerprint(request))) {
        answer(use.published, false);
      } else {
        new Problem(
                422,
                "Unprocessable Content",
                IdempotencyKeys.HEADER + " was used for another request before.")
            .write(response);
      }
      return false;
    }
  }

  private boolean startNew(Owner owner, Connector connector, BodyReader body, @Nullable String key)
      throws IOException {
    RecordedRequest recorded = new RecordedRequest(request, body.spool());
    LoopBack work = respond.loopBack(recorded, connector);
    OffstagePool pool = respond.pool(rule);
    PoolTask<@Nullable Void> task = PoolTask.of(pool, work, name());
    PublishedTask published =
        new PublishedTask(task, owner, rule.keep, request.getRequestURI(), rule, null, key);
    work.workOf(published);
    if (!respond.store().add(published)) {
      unavailable("Too many tasks are kept; try again later.", 60);
      return false;
    }
    if (!pool.offer(task, Start.NOW)) {
      respond.store().forget(published);
      full();
      return false;
    }
    if (key != null) {
      respond
          .store()
          .keys()
          .put(key, new IdempotencyKeys.Use(published, body.fingerprint(request)));
    }
    respond.watch(published, work);
    Duration wait = waits();
    if (!respond.park(request, response, published, wait, null)) {
      answer(published, !wait.isZero());
    }
    return true;
  }

  /** The path alone: what is in the query is nobody's business. */
  private String name() {
    String path =
        request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    String name = request.getMethod() + " " + path;
    return name.length() > 200 ? name.substring(0, 200) : name;
  }

  /** What the client says, as far as the rule allows it. */
  private Duration waits() {
    Duration wait = preferences.waits();
    return wait == null
        ? (preferences.respondAsync() ? Duration.ZERO : rule.wait)
        : wait.compareTo(rule.wait) > 0 ? rule.wait : wait;
  }

  /**
   * Says where the response will be.
   *
   * @param real whether the response itself will do, if there is one by now
   */
  void answer(PublishedTask published, boolean real) throws IOException {
    RecordedResponse ended = real ? published.response() : null;
    if (ended != null) {
      ended.replay(request, response);
      return;
    }
    String url = StatusResource.url(request, response, published.id());
    response.setHeader("Location", url);
    response.setHeader("Cache-Control", "no-store");
    if (isForPage()) {
      // By a redirect, so that a reload asks for the page and does not send the form once more.
      response.setStatus(303);
      response.setContentLength(0);
      return;
    }
    response.setStatus(202);
    response.setHeader("Retry-After", String.valueOf(StatusResource.RETRY_AFTER_SECONDS));
    response.addHeader("Vary", "Prefer");
    if (preferences.respondAsync()) {
      response.setHeader("Preference-Applied", "respond-async");
    }
    StatusResource.exposeToScripts(response);
    StatusResource.json(request, response, published, url);
  }
}
