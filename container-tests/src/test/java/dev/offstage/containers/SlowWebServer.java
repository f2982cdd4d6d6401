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
import java.util.concurrent.atomic.AtomicInteger;

/** One document, when and if the partner is in the mood. */
final class SlowWebServer implements AutoCloseable {
  private static final int OK = 200;

  /** How requests are answered. */
  interface Mood {
    /**
     * Returns when there is an answer to the request of this number, from 1 up; the status, 200 for
     * the document.
     */
    int answer(int number) throws InterruptedException;
  }

  private final AtomicInteger requests = new AtomicInteger();
  private final Mood mood;
  private final String type;
  private final byte[] document;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  SlowWebServer(Mood mood, String type, String document) throws IOException {
    this.mood = mood;
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

  /** How many requests have come. */
  int requests() {
    return requests.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int status = mood.answer(requests.incrementAndGet());
      if (status != OK) {
        exchange.sendResponseHeaders(status, -1);
        return;
      }
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(OK, document.length);
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
