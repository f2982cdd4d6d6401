package dev.offstage.servlet.respond.kickoff;

import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.text.Log;
import dev.offstage.servlet.http.Preferences;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.reply.WatchedResponse;
import dev.offstage.servlet.respond.kept.IdempotencyKeys;
import dev.offstage.servlet.respond.kept.Owner;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.WayBack;
import dev.offstage.servlet.respond.returning.Identity;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.RequestData;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.returning.SessionCookie;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.status.EventStream;
import dev.offstage.servlet.respond.status.StatusResource;
import dev.offstage.servlet.respond.status.Styles;
import dev.offstage.servlet.respond.waiting.Parked;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The first half of a request that answers before its work is done. For one thread after the other:
 * that of the request, and the one that answers if the request waits.
 */
final class KickOff {
  private final Reception reception;
  private final RespondRule rule;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Preferences preferences;
  private final EarlyAnswer early;

  KickOff(
      Reception reception,
      RespondRule rule,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.reception = reception;
    this.rule = rule;
    this.request = request;
    this.response = response;
    preferences = Preferences.of(request);
    early = new EarlyAnswer(rule, reception.page, request, preferences);
  }

  /** Whether this client is to be answered early, and this request can be. */
  boolean isWanted() {
    return (preferences.respondAsync() || (rule.always && !isScriptOfPage()))
        && !isWebSocket()
        && !EventStream.isWanted(request);
  }

  /** A WebSocket begins as a GET (RFC 6455, section 4.1); other upgrades change no request. */
  private boolean isWebSocket() {
    return "GET".equals(request.getMethod())
        && "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && request.getHeader("Sec-WebSocket-Key") != null;
  }

  /** It waits for what the application answers, and its framework understands nothing else. */
  private boolean isScriptOfPage() {
    return rule.page
        && (request.getHeader("X-Requested-With") != null
            || request.getHeader("Faces-Request") != null
            || request.getHeader("HX-Request") != null
            || "empty".equals(request.getHeader("Sec-Fetch-Dest")));
  }

  /** Answers early, or has the webapp answer as before if that is not possible. */
  void serve(FilterChain webapp) throws IOException, ServletException {
    // First: the way back cannot be tried out with such a login, and would count as closed for a
    // while.
    if (!reception.asBefore.canReturn(request)) {
      webapp.doFilter(request, response);
      return;
    }
    OffstagePool pool = reception.pool(rule);
    if (pool.isClosed()) {
      early.refuse(response, Unavailable.STOPPING);
      return;
    }
    // What is durable waits in the store, where there is room.
    Unavailable full = rule.durable ? null : reception.room.refusal(pool, request);
    if (full != null && !IdempotencyKey.isThere(request)) {
      // Before the body, which would be read for nothing, and before a session is created.
      early.refuse(response, full);
      return;
    }
    Return way;
    try {
      way = reception.ways.to(request, rule);
    } catch (TimeoutException e) {
      early.refuse(response, Unavailable.STARTING);
      return;
    }
    if (way == null) {
      webapp.doFilter(request, response);
      return;
    }
    Owner owner = Owner.of(request, reception.settings.identity(), rule.createsSession);
    if (rule.durable && !owner.identity().isStorable()) {
      reception.asBefore.notStorable(request);
      webapp.doFilter(request, response);
      return;
    }
    String key;
    try {
      key = IdempotencyKey.of(request, owner, rule.requiresKey);
    } catch (IdempotencyKey.BadKeyException e) {
      early.refuse(response, e.problem());
      return;
    }
    if (full != null && !reception.room.store.keys().isUsed(key)) {
      // One that is sent again gets the answer of the first.
      early.refuse(response, full);
      return;
    }
    BodyReader body =
        new BodyReader(
            request,
            reception.settings,
            rule.durable ? RequestData.MOST_BYTES : Long.MAX_VALUE,
            reception.room.spools,
            Styles.of(rule.style).problems());
    try {
      if (body.read(response)) {
        start(owner, key, way, body);
      } else if (body.isReadByOthers()) {
        reception.asBefore.readForm(request);
        webapp.doFilter(request, response);
      }
    } finally {
      body.free();
    }
  }

  /**
   * Hands the task over and answers; a key that has started one before gets the answer for that
   * one.
   */
  private void start(Owner owner, @Nullable String key, Return way, BodyReader body)
      throws IOException {
    ResultUrl resultUrl = ResultUrl.of(request);
    RecordedRequest recorded = record(owner.identity(), body, way);
    WayBack wayBack = WayBack.of(request);
    Job job = new Job(reception, rule, recorded, way, owner, resultUrl, wayBack, name(), key);
    PublishedTask published = job.published;
    Unavailable refusal;
    if (key == null) {
      refusal = handOver(job, body);
    } else {
      IdempotencyKeys.Use own =
          new IdempotencyKeys.Use(published, Fingerprint.of(request, body.spool()));
      IdempotencyKeys.Use holds =
          reception.room.store.keys().claim(key, own, () -> handOver(job, body));
      if (holds != own) {
        answerAgain(holds, own);
        return;
      }
      refusal = own.refusal();
    }
    if (refusal != null) {
      early.refuse(response, refusal);
      return;
    }
    Duration wait = waits();
    // Before it waits: Jetty up to 11 knows the webapp of a request on its first thread only.
    String url = StatusResource.url(request, response, published.id());
    WatchedResponse watched = new WatchedResponse(response);
    Parked.Answer answer =
        () -> {
          early.write(published, url, published.position(), true, watched);
          return true;
        };
    if (!reception.lobby.park(request, watched, published, wait, null, answer)) {
      // The last one: to look for it takes the longer, the more there are.
      int last = rule.durable ? published.position() : reception.pool(rule).queued();
      early.write(published, url, last, !wait.isZero(), watched);
    }
  }

  private RecordedRequest record(Identity identity, BodyReader body, Return way) {
    return new RecordedRequest(
        request,
        identity,
        ResultUrl.without(request.getQueryString()),
        preferences.others(),
        SessionCookie.newFor(request, response),
        body.spool(),
        way.isByStranger());
  }

  private static @Nullable Unavailable handOver(Job job, BodyReader body) {
    Unavailable refusal;
    try {
      refusal = job.start();
    } catch (IOException e) {
      Log.warn("offstage: the body of a request cannot be read back", e);
      refusal = Unavailable.NO_ROOM;
    }
    if (refusal == null) {
      body.handedOver();
    }
    return refusal;
  }

  private void answerAgain(IdempotencyKeys.Use former, IdempotencyKeys.Use now) throws IOException {
    if (former.isSameRequestAs(now)) {
      String url = StatusResource.url(request, response, former.published.id());
      PublishedTask task = former.published;
      early.write(task, url, task.position(), false, response);
    } else {
      early.refuse(response, IdempotencyKey.reused());
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
}
