package dev.offstage.demo;

import dev.offstage.Background;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The same work as a durable task: a method, and arguments that can be written down. The task may
 * be of a process that was killed, whose photos this one has never heard of.
 */
final class DurableDownloads {
  private static volatile PhotoApp.@Nullable Parts app;

  private DurableDownloads() {}

  /** Says which application the tasks are for; null when it stops. */
  static void of(PhotoApp.@Nullable Parts parts) {
    app = parts;
  }

  @Background(durable = true)
  static void download(long id, String url) {
    PhotoApp.Parts parts = app;
    if (parts == null) {
      throw new IllegalStateException("the photo app is not running");
    }
    Photo photo = parts.photos().find(id);
    if (photo == null) {
      photo = parts.photos().create(id, "durable", HttpUrl.get(url));
      parts.photos().add(photo);
    }
    parts.downloads().download(photo);
  }
}
