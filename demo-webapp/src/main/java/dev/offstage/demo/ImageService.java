package dev.offstage.demo;

import java.io.IOException;
import java.nio.file.Path;
import okhttp3.HttpUrl;

/** The legacy code: whoever calls it waits for as long as the other server needs. */
class ImageService {
  private final SafeHttp http;

  ImageService(SafeHttp http) {
    this.http = http;
  }

  void download(HttpUrl from, Path to) throws IOException {
    http.fetch(from, to);
  }
}
