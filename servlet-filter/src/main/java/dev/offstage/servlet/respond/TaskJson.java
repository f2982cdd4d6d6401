package dev.offstage.servlet.respond;

import dev.offstage.Progress;
import dev.offstage.servlet.http.Json;
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
    Json json = new Json();
    json.text("id", published.id());
    json.text("state", published.task.status().name());
    json.text("url", url);
    json.text("result", published.hasResult() ? url + "/result" : null);
    json.text("created", text(published.task.created()));
    json.text("started", text(published.task.started()));
    json.text("finished", text(published.task.finished()));
    int position = published.task.position();
    if (position > 0) {
      json.number("position", position);
    }
    json.object("progress", of(published.task.progress()));
    RecordedResponse response = published.response();
    if (response != null) {
      json.number("status", response.status());
    }
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
