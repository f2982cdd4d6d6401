package dev.offstage.demo;

import com.google.common.eventbus.AllowConcurrentEvents;
import com.google.common.eventbus.Subscribe;

/** Who is told by Guava's event bus that a photo was asked for. */
public final class DownloadOnEvent {
  private final Downloads downloads;

  DownloadOnEvent(Downloads downloads) {
    this.downloads = downloads;
  }

  /** An event of the application's. */
  record PhotoAsked(Photo photo) {}

  @Subscribe
  @AllowConcurrentEvents
  void asked(PhotoAsked event) {
    downloads.download(event.photo());
  }
}
