package dev.offstage.servlet.respond.durable;

import dev.offstage.Backoff;
import dev.offstage.internal.gate.Plan;
import dev.offstage.internal.pool.HandOver;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.store.TaskStore;
import dev.offstage.internal.task.AttemptPolicy;
import dev.offstage.internal.task.PoolTask;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.kept.ResponseData;
import dev.offstage.servlet.respond.kept.Room;
import dev.offstage.servlet.respond.returning.Passage;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.RequestData;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.spool.Spool;
import dev.offstage.servlet.respond.work.NotNowException;
import dev.offstage.servlet.respond.work.Outstanding;
import dev.offstage.servlet.respond.work.SecondRequest;
import dev.offstage.servlet.respond.work.Ways;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Requests of one webapp that are kept in the store until they are done, and their responses as
 * long as they are kept. Any server does them, also after a restart: by the way by which requests
 * come to it, which it knows from the first one on. Thread-safe.
 */
public final class DurableRequests {
  private static final Duration A_DAY = Duration.ofDays(1);
  private static final Backoff SOON =
      Backoff.from(Duration.ofSeconds(1)).most(Duration.ofMinutes(5));

  private final OffstageRuntime runtime;
  private final String contextPath;
  private final RespondRule rule;
  private final TaskStore store;
  private final SharedTasks tasks;
  private final Room room;
  private final Ways ways;
  private final Outstanding outstanding;

  private DurableRequests(
      OffstageRuntime runtime,
      String contextPath,
      RespondRule rule,
      TaskStore store,
      SharedTasks tasks,
      Room room,
      Ways ways,
      Outstanding outstanding) {
    this.runtime = runtime;
    this.contextPath = contextPath;
    this.rule = rule;
    this.store = store;
    this.tasks = tasks;
    this.room = room;
    this.ways = ways;
    this.outstanding = outstanding;
  }

  /** Those of one webapp; null if none of its rules is durable. */
  public static @Nullable DurableRequests of(
      OffstageRuntime runtime,
      String contextPath,
      Collection<RespondRule> rules,
      TaskStore store,
      SharedTasks tasks,
      Room room,
      Ways ways,
      Outstanding outstanding) {
    for (RespondRule rule : rules) {
      if (rule.durable) {
        return new DurableRequests(
            runtime, contextPath, rule, store, tasks, room, ways, outstanding);
      }
    }
    return null;
  }

  /** From now on this server may do such requests. */
  public void start() {
    StoredRequest.add(this);
    store.add(StoredRequest.METHOD, StoredRequest::missing);
  }

  public void stop() {
    StoredRequest.remove(this);
  }

  boolean isFor(PoolTask<?> task, RequestData request) {
    return task.hears(runtime.listeners()) && request.isOf(contextPath);
  }

  @Nullable String missing() {
    return isFirst() ? "no request has come to this server yet" : null;
  }

  /** Whether requests are waiting for this one, since it is the first. */
  public boolean isFirst() {
    return ways.known(true) == null;
  }

  /** Learns by the first request from outside how others can return. */
  public void learnBy(HttpServletRequest request) {
    if (request.getDispatcherType() != DispatcherType.REQUEST
        || request.getHeader(Passage.HEADER) != null) {
      return;
    }
    try {
      Return unused = ways.to(request, rule);
    } catch (TimeoutException e) {
      // Another one is finding that out.
    }
  }

  /**
   * Hands a request over.
   *
   * @param published whose task is to be handed over
   * @param request to be sent again
   * @throws dev.offstage.NotStoredException if the store has not taken it
   * @throws dev.offstage.PoolClosedException if the webapp stops
   * @throws IOException if its body cannot be read back
   */
  public void handOver(
      PublishedTask published,
      RecordedRequest request,
      Map<String, String> publication,
      HandOver pool)
      throws IOException {
    // First: from the moment on at which it is handed over, any server may be asked for it.
    tasks.publish(published, StoredRequest.METHOD, publication);
    PoolTask<?> unused =
        pool.start(published.task, plan(RequestData.of(request, publication), published));
    tasks.watch(published);
  }

  /** Once, for as long as it takes: it may do anything. Only what has not begun is tried again. */
  private static Plan plan(RequestData request, PublishedTask published) {
    AttemptPolicy.Draft attempts = new AttemptPolicy.Draft();
    attempts.retries(AttemptPolicy.MOST_RETRIES);
    attempts.retryOnNamed(Collections.singletonList(NotNowException.class.getName()));
    attempts.backoff = SOON;
    attempts.timeout = A_DAY;
    Plan.Draft plan = new Plan.Draft();
    plan.attempts = attempts.doneOrNull();
    plan.stored = StoredRequest.call(request);
    plan.keep = published.keep;
    Plan done = plan.done();
    return done == null ? Plan.PLAIN : done;
  }

  /** Does one that was handed over by another server, or before a restart. */
  ResponseData perform(PoolTask<?> task, RequestData data) throws Exception {
    PublishedTask published = tasks.of(task, data.publication);
    Return way = ways.known(data.isSecure());
    if (way == null) {
      throw new NotNowException("no request has come to this server yet", null);
    }
    Spool body = body(published, data);
    RecordedRequest request =
        new RecordedRequest(data, published.owner.identity(), body, way.isByStranger());
    SecondRequest work =
        new SecondRequest(request, published.resultUrl, way, room, outstanding, true);
    work.workOf(published);
    task.toCompletableFuture().whenComplete((nothing, error) -> stopIfCancelled(task, work));
    try {
      return perform(work, published);
    } finally {
      work.free();
    }
  }

  private @Nullable Spool body(PublishedTask published, RequestData data) throws NotNowException {
    if (!data.hasBody()) {
      return null;
    }
    Spool body = room.spools.open(published.owner.client(), Long.MAX_VALUE);
    try {
      data.writeBody(body);
      return body;
    } catch (IOException e) {
      body.free();
      throw new NotNowException("there is no room for its body", e);
    }
  }

  /** Does it, and returns what the store keeps. */
  public static ResponseData perform(SecondRequest work, PublishedTask published) throws Exception {
    work.call();
    RecordedResponse response = published.response();
    if (response == null) {
      throw new CancellationException();
    }
    try {
      return ResponseData.of(response);
    } catch (IOException e) {
      // It failed, for everybody.
      published.keep(null);
      throw e;
    }
  }

  private void stopIfCancelled(PoolTask<?> task, SecondRequest work) {
    if (task.isCancelled()) {
      work.stop(task.mayBeInterrupted(), runtime.poolOrDefault(task.pool()).isTerminated());
    }
  }
}
