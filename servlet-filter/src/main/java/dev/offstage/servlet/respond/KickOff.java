package dev.offstage.servlet.respond;

import dev.offstage.internal.pool.OffstagePool;
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
        // Others, such as h2c, change the connection, not what the request is about.
        && !"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && !EventStream.isWanted(request);
  }

  /** Answers early, or has the webapp answer as before if that is not possible. */
  void serve(FilterChain webapp) throws IOException, ServletException {
    // First: the way back cannot be tried out with such a login, and would count as closed for a
    // while.
    if (!respond.canReturn(request)) {
      webapp.doFilter(request, response);
      return;
    }
    OffstagePool pool = respond.pool(rule);
    if (pool.isClosed()) {
      refuse(Refusal.STOPPING);
      return;
    }
    if (pool.queued() >= pool.queueCapacity()) {
      // Before the body: it would be read for nothing.
      refuse(Refusal.FULL);
      return;
    }
    Connector connector;
    try {
      connector = respond.connectors().to(request);
    } catch (TimeoutException e) {
      refuse(Refusal.STARTING);
      return;
    }
    if (connector == null) {
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
    try {
      if (body.read(response)) {
        start(owner, connector, body);
      } else if (body.isReadByOthers()) {
        respond.warnOfReadBody(request);
        webapp.doFilter(request, response);
      }
    } finally {
      body.free();
    }
  }

  /** Why a request is refused, and after how many seconds to try again. */
  private enum Refusal {
    STOPPING("The application is stopping; try again soon.", 5),
    STARTING("The server is still starting; try again.", 1),
    FULL("All workers are busy; try again soon.", 5),
    TOO_MANY_KEPT("Too many tasks are kept; try again later.", 60);

    private final String detail;
    private final int retryAfterSeconds;

    Refusal(String detail, int retryAfterSeconds) {
      this.detail = detail;
      this.retryAfterSeconds = retryAfterSeconds;
    }
  }

  private void refuse(Refusal refusal) throws IOException {
    if (isForPage()) {
      response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds));
      WaitingPage.writeMissing(request, response, 503, refusal.detail);
    } else {
      Problem.unavailable(refusal.detail, refusal.retryAfterSeconds).write(response);
    }
  }

  private boolean isForPage() {
    return rule.page && WaitingPage.isWanted(request) && !preferences.respondAsync();
  }

  /**
   * Hands the task over and answers; a key that has started one before gets the answer for that
   * one.
   */
  private void start(Owner owner, Connector connector, BodyReader body) throws IOException {
    String key = IdempotencyKeys.of(request, owner);
    LoopBack work = respond.loopBack(new RecordedRequest(request, body.spool()), connector);
    PublishedTask published =
        new PublishedTask(
            respond.pool(rule).handOver().task(work, name()),
            owner,
            rule.keep,
            request.getRequestURI(),
            rule,
            null,
            key);
    work.workOf(published);
    Refusal refusal;
    if (key == null) {
      refusal = handOver(published, work, body);
    } else {
      IdempotencyKeys keys = respond.store().keys();
      IdempotencyKeys.Use use = new IdempotencyKeys.Use(published, body.fingerprint(request));
      IdempotencyKeys.Use former;
      // Held until it is known whether the first one is accepted. No client is answered in here: it
      // may read slowly.
      synchronized (keys) {
        former = keys.putIfAbsent(key, use);
        refusal = former == null ? handOver(published, work, body) : null;
      }
      if (former != null) {
        answerAgain(former, use);
        return;
      }
    }
    if (refusal != null) {
      refuse(refusal);
      return;
    }
    Duration wait = waits();
    if (!respond.park(request, response, published, wait, null)) {
      answer(published, !wait.isZero());
    }
  }

  /** Null if the task is accepted; it then runs whatever becomes of this client. */
  private @Nullable Refusal handOver(PublishedTask published, LoopBack work, BodyReader body) {
    Refusal refusal = Refusal.TOO_MANY_KEPT;
    try {
      if (respond.store().add(published)) {
        refusal = respond.pool(rule).handOver().offer(published.task, null) ? null : Refusal.FULL;
      }
    } finally {
      if (refusal != null) {
        respond.store().forget(published);
      }
    }
    if (refusal == null) {
      body.handedOver();
      respond.watch(published, work);
    }
    return refusal;
  }

  private void answerAgain(IdempotencyKeys.Use former, IdempotencyKeys.Use now) throws IOException {
    if (former.fingerprint.equals(now.fingerprint)) {
      answer(former.published, false);
    } else {
      new Problem(
              422,
              "Unprocessable Content",
              IdempotencyKeys.HEADER + " was used for another request before.")
          .write(response);
    }
  }

  /** The path alone: the query may be confidential. */
  private String name() {
    String path =
        request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
    String name = request.getMethod() + " " + path;
    return name.length() > 200 ? name.substring(0, 200) : name;
  }

  /** What the client asks for, as far as the rule allows it. */
  private Duration waits() {
    Duration wait = preferences.waits();
    return wait == null
        ? (preferences.respondAsync() ? Duration.ZERO : rule.wait)
        : wait.compareTo(rule.wait) > 0 ? rule.wait : wait;
  }

  /**
   * Says where the response will be.
   *
   * @param real whether to send the response itself, if there is one by now
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
      // By a redirect, so that a reload asks for the page instead of sending the form again.
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
