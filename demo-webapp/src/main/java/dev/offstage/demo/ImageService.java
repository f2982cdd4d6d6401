package dev.offstage.demo;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;

/** The legacy code: whoever calls it waits for as long as the other server needs. */
class ImageService {
  private final SafeHttp http;

  ImageService(SafeHttp http) {
    this.http = http;
  }

  void download(URL from, Path to) throws IOException {
    http.fetch(PhotoUrl.parse(from.toString()), to);
  }
}
