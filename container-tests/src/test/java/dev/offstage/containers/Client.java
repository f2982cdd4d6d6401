package dev.offstage.containers;

import static org.awaitility.Awaitility.await;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A user of one webapp, over one connection as long as the server lets go of it in time. */
final class Client {
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final URI webapp;

  Client(Server server, String name) {
    webapp = server.baseUri().resolve(name + "/");
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String type, String body) throws Exception {
    HttpRequest request =
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** As a browser sends a form. */
  HttpResponse<String> submit(String path, Map<String, String> fields) throws Exception {
    String body =
        fields.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    return post(path, "application/x-www-form-urlencoded", body);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
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
    return http.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(webapp.resolve(path)).timeout(Duration.ofSeconds(50));
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
