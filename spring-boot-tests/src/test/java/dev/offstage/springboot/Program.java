package dev.offstage.springboot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The program of a platform, started by {@code java -jar}, in an empty folder of its own. */
final class Program implements AutoCloseable {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final BootPlatform platform;
  private final Path folder;
  private final List<String> jvm = new ArrayList<>(List.of("-XX:TieredStopAtLevel=1"));
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Running running;
  private URI base;

  Program(BootPlatform platform) throws IOException {
    this.platform = platform;
    Path parent = Files.createDirectories(Path.of(System.getProperty("it.folders")));
    folder = Files.createTempDirectory(parent, "program-");
  }

  Program jvm(String argument) {
    jvm.add(argument);
    return this;
  }

  Program environment(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** A file beside the program, where Spring Boot looks for its configuration. */
  Program file(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return this;
  }

  /** Starts it, and does not wait. */
  Running launch(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(platform.java()));
    command.addAll(jvm);
    command.addAll(List.of("-jar", platform.jar().toString()));
    command.addAll(List.of(arguments));
    running = new Running(command, environment, folder);
    return running;
  }

  /** Starts it, and waits until it can be called. */
  Running start(String... arguments) throws Exception {
    launch(arguments);
    at(running.await("event: ready at port "));
    return running;
  }

  /** Where its URLs are. */
  Program at(String port) {
    base = URI.create("http://127.0.0.1:" + port + "/");
    return this;
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET()).get();
  }

  CompletableFuture<HttpResponse<String>> getLater(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  String post(String path) throws Exception {
    return send(request(path).POST(BodyPublishers.noBody())).get().body();
  }

  private HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
    return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    if (running != null) {
      running.close();
    }
  }
}
