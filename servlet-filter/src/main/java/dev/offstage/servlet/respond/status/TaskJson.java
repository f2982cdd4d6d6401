package dev.offstage.servlet.respond.status;

import dev.offstage.Progress;
import dev.offstage.Task;
import dev.offstage.servlet.http.Json;
import dev.offstage.servlet.http.Problem;
import dev.offstage.servlet.respond.kept.PublishedTask;
import dev.offstage.servlet.respond.kept.RecordedResponse;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a status resource says about a task. */
final class TaskJson {
  private TaskJson() {}

  /**
   * Describes it as it is now.
   *
   * @param url the URL of its status resource
   */
  static Json of(PublishedTask published, String url) {
    return of(published, url, published.position());
  }

  /**
   * The same with what is known of its place in the queue.
   *
   * @param position from 1 up; 0: it does not wait, or it is not known where
   */
  static Json of(PublishedTask published, String url, int position) {
    // Read once: what is said beside it must not be of a later state.
    Task.Status state = published.status();
    boolean waits = state == Task.Status.QUEUED;
    boolean done = !waits && state != Task.Status.RUNNING;
    Json json = new Json();
    json.text("id", published.id());
    json.text("state", state.name());
    json.bool("done", done);
    json.text("url", url);
    json.text("result", published.hasResult() ? url + "/result" : null);
    json.text("created", text(published.created()));
    json.text("started", waits ? null : text(published.started()));
    json.text("finished", done ? text(published.finished()) : null);
    json.text("expires", done ? text(published.expires()) : null);
    if (waits && position > 0) {
      json.number("position", position);
    }
    if (published.attempt() > 1 || published.isToBeTriedAgain()) {
      json.number("attempt", published.attempt());
    }
    json.text("nextAttempt", waits ? text(published.nextAttempt()) : null);
    json.text("cause", done ? published.cause() : null);
    json.object("progress", of(published.progress()));
    RecordedResponse response = done ? published.response() : null;
    if (response != null) {
      json.number("status", response.status());
    }
    Problem problem = done ? published.problem() : null;
    json.object("error", problem == null ? null : problem.toJson());
    return json;
  }

  private static @Nullable Json of(@Nullable Progress progress) {
    if (progress == null) {
      return null;
    }
    Json json = new Json().number("done", progress.done()).number("total", progress.total());
    if (progress.percent() >= 0) {
      json.number("percent", progress.percent());
    }
    return json.text("message", progress.message());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
