package dev.offstage.servlet.respond.kickoff;

import dev.offstage.servlet.http.Preferences;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.http.Unavailable;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import dev.offstage.servlet.respond.kept.WayBack;
import dev.offstage.servlet.respond.page.WaitingPage;
import dev.offstage.servlet.respond.rule.RespondRule;
import dev.offstage.servlet.respond.status.Replay;
import dev.offstage.servlet.respond.status.StatusHeaders;
import dev.offstage.servlet.respond.status.Styles;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * What a client hears before the work for its request is done: where the response will be, or why
 * there will be none. For one request.
 */
final class EarlyAnswer {
  private final RespondRule rule;
  private final WaitingPage page;
  private final HttpServletRequest request;
  private final Preferences preferences;

  EarlyAnswer(
      RespondRule rule, WaitingPage page, HttpServletRequest request, Preferences preferences) {
    this.rule = rule;
    this.page = page;
    this.request = request;
    this.preferences = preferences;
  }

  /** What the answer depends on, for caches. */
  static String varies(RespondRule rule) {
    return rule.page ? "Prefer, Accept" : "Prefer";
  }

  void refuse(HttpServletResponse response, Unavailable refusal) throws IOException {
    if (isForPage()) {
      response.setHeader("Retry-After", String.valueOf(refusal.retryAfterSeconds()));
      page.writeRefusal(request, response, refusal.problem(), WayBack.of(request));
    } else {
      refuse(response, refusal.problem());
    }
  }

  /** As a mistake of the client's, which no page asks about. */
  void refuse(HttpServletResponse response, Problem problem) throws IOException {
    problem.as(Styles.of(rule.style).problems()).write(response);
  }

  private boolean isForPage() {
    return rule.page && WaitingPage.isWanted(request) && !preferences.respondAsync();
  }

  /**
   * Says where the response will be.
   *
   * @param url of its status
   * @param position its place in the queue, from 1 up; 0 if that is not known
   * @param real whether to send the response itself, if there is one by now
   */
  void write(
      PublishedTask published, String url, int position, boolean real, HttpServletResponse response)
      throws IOException {
    if (published.isLost()) {
      refuse(response, Unavailable.LOST);
      return;
    }
    RecordedResponse ended = real ? published.response() : null;
    if (ended != null) {
      new Replay(ended, request, response).send();
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    response.addHeader("Vary", varies(rule));
    if (isForPage()) {
      // By a redirect, so that a reload asks for the page instead of sending the form again.
      StatusHeaders.seeOther(response, url);
      response.setContentLength(0);
      return;
    }
    StatusHeaders.notDone(response);
    if (preferences.respondAsync()) {
      response.setHeader("Preference-Applied", "respond-async");
    }
    StatusHeaders.exposeToScripts(response, Styles.of(rule.style));
    Styles.of(rule.style).accepted(published, url, position, request, response);
  }
}
