package dev.offstage.containers;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A user of one webapp, over one connection as long as the server lets go of it in time. */
final class Client {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI webapp;

  Client(Server server, String name) {
    webapp = server.baseUri().resolve(name + "/");
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(webapp.resolve(path))
            .timeout(Duration.ofSeconds(50))
            .header("Content-Type", "text/plain")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(webapp.resolve(path)).timeout(Duration.ofSeconds(50)).build();
  }

  /** The connection that the next request goes over. */
  String connection() throws Exception {
    return get("connection").body();
  }

  void open(String gate) throws Exception {
    get("gates?open=" + gate);
  }

  /** What has happened in the server's JVM so far. */
  List<String> events() throws Exception {
    return get("gates").body().lines().toList();
  }

  /** The first event that begins so, as soon as it has happened. */
  String awaitEvent(String start) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> events().stream().filter(it -> it.startsWith(start)).findFirst().orElse(""),
            event -> !event.isEmpty());
  }
}
