package dev.offstage.servlet.respond.kickoff;

import dev.offstage.RespondSettings;
import dev.offstage.internal.pool.OffstagePool;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.servlet.respond.durable.DurableRequests;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.ResultUrl;
import dev.offstage.servlet.respond.kept.Room;
import dev.offstage.servlet.respond.page.WaitingPage;
import dev.offstage.servlet.respond.returning.RecordedRequest;
import dev.offstage.servlet.respond.returning.Return;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.waiting.Lobby;
import dev.offstage.servlet.respond.work.Outstanding;
import dev.offstage.servlet.respond.work.SecondRequest;
import dev.offstage.servlet.respond.work.Ways;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the requests of one webapp that a rule is for. Thread-safe. */
public final class Reception {
  final RespondSettings settings;
  final Room room;
  final Lobby lobby;
  final Ways ways;
  final WaitingPage page;
  final AsBefore asBefore = new AsBefore();

  /** Null if no rule is durable. */
  final @Nullable DurableRequests durable;

  private final OffstageRuntime runtime;
  private final Outstanding outstanding;

  public Reception(
      OffstageRuntime runtime,
      Room room,
      Lobby lobby,
      Ways ways,
      WaitingPage page,
      Outstanding outstanding,
      @Nullable DurableRequests durable) {
    this.durable = durable;
    this.runtime = runtime;
    this.room = room;
    this.lobby = lobby;
    this.ways = ways;
    this.page = page;
    this.outstanding = outstanding;
    settings = runtime.settings().respond();
  }

  /**
   * Answers at once, if this client and this request are such.
   *
   * @param webapp what is behind the filter
   * @return false if the rule is not for it
   */
  public boolean serve(
      RespondRule rule,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain webapp)
      throws IOException, ServletException {
    KickOff kickOff = new KickOff(this, rule, request, response);
    if (kickOff.isWanted()) {
      kickOff.serve(webapp);
      return true;
    }
    if ("GET".equals(request.getMethod())) {
      response.addHeader("Vary", EarlyAnswer.varies(rule));
    }
    return false;
  }

  /** Whether a request could be sent a second time, and its login would hold for that, too. */
  public boolean canReturn(HttpServletRequest request) {
    return asBefore.canReturn(request);
  }

  OffstagePool pool(RespondRule rule) {
    return rule.pool.isEmpty() ? runtime.defaultPool() : runtime.pool(rule.pool);
  }

  SecondRequest secondRequest(
      RecordedRequest request, ResultUrl resultUrl, Return way, boolean isDurable) {
    return new SecondRequest(request, resultUrl, way, room, outstanding, isDurable);
  }

  /** Sees to the end of a task that was accepted by this rule. */
  void watch(PublishedTask published, SecondRequest work, RespondRule rule) {
    outstanding.add(published, work);
    published
        .task
        .toCompletableFuture()
        .whenComplete(
            (nothing, error) -> {
              outstanding.remove(published);
              if (published.task.isCancelled() && outstanding.isStopping()) {
                published.lose();
              }
              free(published, work, rule);
              room.store.ended(published);
            });
  }

  /** Sees to what one takes up here whose end others may bring about. */
  void freeAtEnd(PublishedTask published, SecondRequest work, RespondRule rule) {
    published
        .task
        .toCompletableFuture()
        .whenComplete((nothing, error) -> free(published, work, rule));
  }

  private void free(PublishedTask published, SecondRequest work, RespondRule rule) {
    if (published.task.isCancelled()) {
      work.stop(published.task.mayBeInterrupted(), pool(rule).isTerminated());
    }
    work.free();
  }
}
