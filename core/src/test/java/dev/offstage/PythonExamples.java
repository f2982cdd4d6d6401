package dev.offstage;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;

/** What the examples of docs/from-python.md work with. */
abstract class PythonExamples {
  final App app = App.with("offstage.drain", "20s");
  final List<String> downloaded = new CopyOnWriteArrayList<>();
  final List<String> urls = Arrays.asList("a.png", "b.png", "c.png");
  final String url = "a.png";
  final int x = 4;
  final int y = 5;

  @AfterEach
  void stop() {
    app.close();
  }

  String fetch(String address) throws IOException {
    if (address.isEmpty()) {
      throw new IOException("no address");
    }
    downloaded.add(address);
    return "image of " + address;
  }

  void show(String image) {
    downloaded.add("shown: " + image);
  }

  void warn(Throwable error) {
    downloaded.add("warned: " + error.getMessage());
  }

  void connect() {
    downloaded.add("connected");
  }

  static int add(int a, int b) {
    return a + b;
  }
}
