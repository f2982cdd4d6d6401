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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** A user of one webapp, over one connection as long as the server lets go of it in time. */
final class Client {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient http;
  private final URI webapp;
  private final Map<String, String> headers;

  Client(Server server, String name) {
    this(server, name, HttpClient.Version.HTTP_1_1);
  }

  /** One that would rather speak this version, where the server does, too. */
  Client(Server server, String name, HttpClient.Version version) {
    http = HttpClient.newBuilder().version(version).cookieHandler(new CookieManager()).build();
    webapp = server.baseUri().resolve(name + "/");
    headers = Map.of();
  }

  /** One that goes by TLS, with what the context has of keys. */
  Client(URI webapp, SSLContext tls) {
    http = HttpClient.newBuilder().sslContext(tls).cookieHandler(new CookieManager()).build();
    this.webapp = webapp;
    headers = Map.of();
  }

  private Client(HttpClient http, URI webapp, Map<String, String> headers) {
    this.http = http;
    this.webapp = webapp;
    this.headers = headers;
  }

  /** The same user at another webapp of the server. */
  Client at(String name) {
    return new Client(http, webapp.resolve("/" + name + "/"), headers);
  }

  /** The same user, who sends {@code Prefer} with each request. */
  Client preferring(String what) {
    return with("Prefer", what);
  }

  /** The same user, who sends this with each request. */
  Client with(String header, String value) {
    Map<String, String> all = new HashMap<>(headers);
    all.put(header, value);
    return new Client(http, webapp, all);
  }

  HttpResponse<String> prefer(String what, String path) throws Exception {
    return preferring(what).get(path);
  }

  HttpResponse<String> prefer(String what, String path, Map<String, String> fields)
      throws Exception {
    return preferring(what).submit(path, fields);
  }

  HttpResponse<String> delete(String path) throws Exception {
    return http.send(request(path).DELETE().build(), BodyHandlers.ofString());
  }

  /** What comes line by line, until the server ends it. */
  Stream<String> lines(String path, String accept) throws Exception {
    HttpRequest request = request(path).header("Accept", accept).build();
    return http.send(request, BodyHandlers.ofLines()).body();
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  /** As a browser does, which goes on where it is told to. */
  HttpResponse<String> browse(String path) throws Exception {
    HttpResponse<String> page = get(path);
    while (page.statusCode() == 302 || page.statusCode() == 303) {
      page = get(page.headers().firstValue("Location").orElseThrow());
    }
    return page;
  }

  HttpResponse<String> post(String path, String type, String body) throws Exception {
    HttpRequest request =
        request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** As a browser sends a form. */
  HttpResponse<String> submit(String path, Map<String, String> fields) throws Exception {
    return post(path, FORM, encode(fields));
  }

  private static String encode(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  /** As a browser sends a form with a file. */
  HttpResponse<String> upload(String path, String user, String file, String content)
      throws Exception {
    String field = "--XX\r\nContent-Disposition: form-data; name=\"";
    String body =
        (field + "user\"\r\n\r\n" + user + "\r\n")
            + (field + "photo\"; filename=\"" + file + "\"\r\n\r\n" + content + "\r\n--XX--\r\n");
    return post(path, "multipart/form-data; boundary=XX", body);
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return post(path, "text/plain", body);
  }

  CompletableFuture<HttpResponse<String>> submitLater(String path, Map<String, String> fields) {
    HttpRequest request =
        request(path)
            .header("Content-Type", FORM)
            .POST(BodyPublishers.ofString(encode(fields)))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> getLater(String path) {
    return http.sendAsync(request(path).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(webapp.resolve(path)).timeout(Duration.ofSeconds(50));
    headers.forEach(request::header);
    return request;
  }

  /** What the server has given it, each as a name and a value. */
  List<String> cookies() {
    CookieManager cookies = (CookieManager) http.cookieHandler().orElseThrow();
    return cookies.getCookieStore().getCookies().stream()
        .map(it -> it.getName() + "=" + it.getValue())
        .toList();
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

  /** Waits until so many have begun so. */
  void awaitEvents(String start, int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> events().stream().filter(it -> it.startsWith(start)).count() == count);
  }
}
