package dev.offstage.servlet.respond.page;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The page about one task, in one language. */
final class TaskPage {
  private final Wording wording;
  private final PublishedTask published;
  // Asked once: it may end meanwhile, and a page that waits finds that out.
  private final Task.Status state;
  private final @Nullable RecordedResponse response;

  TaskPage(Wording wording, PublishedTask published) {
    this.wording = wording;
    this.published = published;
    state = published.status();
    response = published.response();
  }

  /**
   * The page.
   *
   * @param url of the task's status
   */
  PageTemplate page(String url) {
    PageTemplate page = new PageTemplate(wording.tag());
    page.text("title", title()).text("state", text());
    page.text("elapsed-label", wording.text("elapsed"));
    page.text("elapsed", clock(elapsed(published)));
    boolean goesOn = state == Task.Status.QUEUED || state == Task.Status.RUNNING;
    page.text("ended", String.valueOf(!goesOn)).text("hidden", goesOn ? "" : "hidden");
    if (goesOn) {
      addProgress(page);
      addWaiting(page, url);
    } else if (response != null && response.hasBody()) {
      addFile(page);
    }
    String reason = goesOn ? "" : reason(published);
    if (!reason.isEmpty()) {
      page.text("reason", wording.with("reason", reason));
    }
    new WaysOn(wording, published.wayBack).addTo(page, response == null && isInVain());
    return page;
  }

  private boolean isInVain() {
    return state == Task.Status.CANCELLED || state == Task.Status.FAILED;
  }

  private void addProgress(PageTemplate page) {
    Progress progress = published.progress();
    int percent = percent(progress);
    if (percent >= 0) {
      page.html("value", "value=\"" + percent + "\"");
      page.text("percent", wording.with("percent", percent));
    }
    page.text("message", message(progress));
  }

  /** What it takes to check again and again, with scripts and without. */
  private void addWaiting(PageTemplate page, String url) {
    page.html("refresh", "<noscript><meta http-equiv=\"refresh\" content=\"2\"></noscript>");
    page.text("status-url", url);
    page.text("seconds", String.valueOf(elapsed(published)));
    page.text("say-percent", wording.text("percent"));
    page.text("say-queued", wording.text("state.queued"));
    page.text("say-position", wording.text("state.position"));
    page.text("say-running", wording.text("state.running"));
    page.text("leave", wording.text("leave")).text("cancel", wording.text("cancel"));
  }

  /** The result is a file: the browser saves it and stays on the page. */
  private void addFile(PageTemplate page) {
    String link = PageTemplate.escape(published.resultUrl());
    String again = PageTemplate.escape(wording.text("file.again"));
    page.html("refresh", "<meta http-equiv=\"refresh\" content=\"0; url=" + link + "\">");
    page.html("result", "<p><a id=\"result\" href=\"" + link + "\">" + again + "</a></p>");
  }

  private String title() {
    boolean ended = state != Task.Status.QUEUED && state != Task.Status.RUNNING;
    return wording.text(ended ? "title." + state.name().toLowerCase(Locale.ROOT) : "title.working");
  }

  private String text() {
    int position = published.position();
    switch (state) {
      case QUEUED:
        return position > 0
            ? wording.with("state.position", position)
            : wording.text("state.queued");
      case RUNNING:
        return wording.text("state.running");
      case CANCELLED:
        return cancelled();
      case FAILED:
        return response == null ? failed() : "";
      default:
        return response != null && response.hasBody() ? wording.text("file.saved") : "";
    }
  }

  private String cancelled() {
    if (published.isLost()) {
      return wording.text("unavailable.lost");
    }
    boolean begun = published.started() != null;
    return wording.text(begun ? "cancelled.partly" : "cancelled.untouched");
  }

  private String failed() {
    Problem problem = published.problem();
    String why = problem == null ? "" : problem.code();
    return wording.text("failed." + why, wording.text("failed.no-answer"));
  }

  static int percent(@Nullable Progress progress) {
    return progress == null ? -1 : progress.percent();
  }

  static String message(@Nullable Progress progress) {
    String message = progress == null ? null : progress.message();
    return message == null ? "" : message;
  }

  /** Why it failed, where the deployer lets clients know that; else empty. */
  static String reason(PublishedTask published) {
    Problem problem = published.problem();
    String reason = problem == null ? published.cause() : problem.reason();
    return reason == null ? "" : reason;
  }

  /** The seconds since the request was accepted, until now or its end. */
  static long elapsed(PublishedTask published) {
    Instant finished = published.finished();
    Instant end = finished == null ? Instant.now() : finished;
    // The clock may have been set back.
    return Math.max(0, Duration.between(published.created(), end).toMillis() / 1000);
  }

  /** Like {@code 0:05} or {@code 1:02:03}, which needs no word for seconds. */
  static String clock(long seconds) {
    long hours = seconds / 3600;
    long minutes = seconds / 60 % 60;
    return hours == 0
        ? String.format(Locale.ROOT, "%d:%02d", minutes, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", hours, minutes, seconds % 60);
  }
}
