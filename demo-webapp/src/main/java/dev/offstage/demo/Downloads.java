package dev.offstage.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The slow work of a request, the legacy way: the caller waits for it. */
class Downloads {
  private static final Logger LOG = LoggerFactory.getLogger(Downloads.class);

  private final ImageService images;

  Downloads(ImageService images) {
    this.images = images;
  }

  /** Downloads the photo and records the outcome on it. */
  void download(Photo photo) {
    photo.running();
    try {
      Path original = Files.createTempFile("photo-", ".original");
      try {
        images.download(photo.url(), original);
        Thumbnail.make(original, photo.thumbnail());
      } finally {
        Files.delete(original);
      }
      photo.done();
    } catch (IOException e) {
      photo.failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      photo.failed("The demo failed: " + e);
      throw e;
    } finally {
      LOG.info("{}", photo);
    }
  }
}
