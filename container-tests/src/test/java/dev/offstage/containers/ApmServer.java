package dev.offstage.containers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.InflaterInputStream;

/** Takes what the agent of Elastic APM sends. */
final class ApmServer implements AutoCloseable {
  private final List<String> events = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  ApmServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** One JSON object each. */
  List<String> events() {
    return events;
  }

  private void answer(HttpExchange exchange) throws IOException {
    boolean packed = "deflate".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    InputStream body = exchange.getRequestBody();
    try (InputStream in = packed ? new InflaterInputStream(body) : body) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(events::add);
    }
    byte[] answer = "{\"version\":\"8.0.0\"}".getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
