package dev.offstage.demo;

import dev.offstage.Background;

/** The same work, marked: with the agent attached the call returns at once. */
class BackgroundDownloads extends Downloads {
  BackgroundDownloads(ImageService images) {
    super(images);
  }

  @Override
  @Background
  void download(Photo photo) {
    super.download(photo);
  }
}
