package dev.offstage.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The built jar in a process of its own, as a user starts it. */
final class DemoProcess implements AutoCloseable {
  /** The exit status of a JVM that was told to stop: 128 and the number of SIGTERM. */
  static final int TERMINATED = 143;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The last line, alone. */
  private static final String UP = "http://127.0.0.1:";

  private final Process process;
  private final List<String> out = new CopyOnWriteArrayList<>();
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Thread outReader;
  private final Thread logReader;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private DemoProcess(boolean agent, Map<String, String> variables, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (agent) {
      command.add("-javaagent:" + System.getProperty("demo.agent"));
    }
    command.addAll(List.of(options));
    Path jar = Path.of(System.getProperty("demo.jar"));
    Path temporary = Files.createDirectories(jar.resolveSibling("demo-tmp"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-jar");
    command.add(jar.toString());
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("STORE");
    builder.environment().putAll(variables);
    process = builder.start();
    outReader = read(process.getInputStream(), out);
    logReader = read(process.getErrorStream(), log);
  }

  /** Starts it, without waiting for anything. */
  static DemoProcess start(boolean agent, String port, String... options) throws IOException {
    return new DemoProcess(agent, Map.of("PORT", port), options);
  }

  /** Starts it on a free port and waits until it says where it is. */
  static DemoProcess up(boolean agent, String... options) throws IOException {
    return start(agent, "0", options).awaitUp();
  }

  /** Starts it with a directory for durable tasks, without waiting for anything. */
  static DemoProcess start(boolean agent, String port, Path store) throws IOException {
    return new DemoProcess(agent, Map.of("PORT", port, "STORE", store.toString()));
  }

  /** Starts it so and waits until it says where it is. */
  static DemoProcess up(boolean agent, String port, Path store) throws IOException {
    return start(agent, port, store).awaitUp();
  }

  private DemoProcess awaitUp() {
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .failFast(() -> assertThat(process.isAlive()).as("%s", log).isTrue())
          .until(() -> out.stream().anyMatch(line -> line.startsWith(UP)));
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
    return this;
  }

  private static Thread read(InputStream stream, List<String> lines) {
    Thread thread =
        new Thread(
            () -> {
              try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream))) {
                reader.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add(e.toString());
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Like {@code http://127.0.0.1:8080}. */
  String url() {
    String line = out.stream().filter(any -> any.startsWith(UP)).findFirst().orElseThrow();
    return line.substring(0, line.length() - 1);
  }

  String image(String name, String delay) {
    return url() + "/slow/" + name + ".png?delay=" + delay;
  }

  HttpResponse<String> get(String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url() + path)).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String way, String imageUrl, String... headers) {
    return postLater(way, imageUrl, headers).join();
  }

  CompletableFuture<HttpResponse<String>> postLater(String way, String url, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + "/" + way + "/photos"))
            .timeout(Duration.ofSeconds(100))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("url=" + URLEncoder.encode(url, StandardCharsets.UTF_8)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  List<JsonNode> photos() throws Exception {
    List<JsonNode> photos = new ArrayList<>();
    json(get("/api/photos")).forEach(photos::add);
    return photos;
  }

  JsonNode photo(long id) throws Exception {
    HttpResponse<String> response = get("/api/photos/" + id);
    assertThat(response.statusCode()).isEqualTo(200);
    return json(response);
  }

  String state(long id) throws Exception {
    return photo(id).get("state").asText();
  }

  List<String> out() {
    return out;
  }

  /** What it wrote to its error stream so far. */
  List<String> log() {
    return log;
  }

  /** As {@code kill PID} does; {@link Process#destroy} would also stop listening to it. */
  void terminate() {
    process.toHandle().destroy();
  }

  /** As {@code kill -9 PID} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  int exit() throws InterruptedException {
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("%s", log).isTrue();
    outReader.join(10_000);
    logReader.join(10_000);
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join(); // Its files can be deleted then.
  }
}
