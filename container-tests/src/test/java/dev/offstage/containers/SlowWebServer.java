package dev.offstage.containers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One document, after the hold. */
final class SlowWebServer implements AutoCloseable {
  private final Hold hold;
  private final String type;
  private final byte[] document;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  SlowWebServer(Hold hold, String type, String document) throws IOException {
    this.hold = hold;
    this.type = type;
    this.document = document.getBytes(StandardCharsets.UTF_8);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/document");
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      hold.pass();
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(200, document.length);
      exchange.getResponseBody().write(document);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
