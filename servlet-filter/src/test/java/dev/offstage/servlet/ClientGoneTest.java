package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Task;
import dev.offstage.testing.LogRecords;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * Clients that leave while the work runs. Over HTTP/1.1 nobody notices before a write; an HTTP/2
 * reset is known at once, and ends the container's side of the request.
 */
class ClientGoneTest {
  private final BlockingQueue<Task<String>> tasks = new LinkedBlockingQueue<>();
  private final BlockingQueue<Task<?>> written = new LinkedBlockingQueue<>();

  private Webapp replying(Gate gate, boolean cancelOnDisconnect) throws Exception {
    return Webapp.dropIn()
        .servlet("/ping", (request, response) -> response.getWriter().write("pong"))
        .servlet(
            "/later",
            (request, response) -> {
              AsyncReply reply = AsyncReply.to(request, response);
              if (cancelOnDisconnect) {
                reply.cancelOnDisconnect();
              }
              tasks.add(
                  reply.write(
                      () -> {
                        gate.pass();
                        return "x".repeat(100_000);
                      },
                      (result, out) -> {
                        written.add(Task.current());
                        out.getWriter().write(result);
                      }));
            })
        .start();
  }

  private static HttpClient http2() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
  }

  private CompletableFuture<HttpResponse<String>> sendOverHttp2(Webapp app, HttpClient client)
      throws Exception {
    HttpRequest ping = HttpRequest.newBuilder(app.uri("/ping")).build();
    HttpResponse<String> pong = client.send(ping, HttpResponse.BodyHandlers.ofString());
    assertThat(pong.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return client.sendAsync(
        HttpRequest.newBuilder(app.uri("/later")).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void the_work_goes_on_when_an_http_1_client_leaves() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = replying(gate, true)) {
      RawClient client = app.client();
      client.send("/shop/later");
      Task<String> task = tasks.poll(10, TimeUnit.SECONDS);
      gate.awaitArrived(1);
      client.reset();
      app.get("/ping");
      gate.open();
      assertThat(task.join()).hasSize(100_000);
      assertThat(gate.interrupted()).isZero();
    }
  }

  @Test
  void the_work_goes_on_when_an_http_2_client_leaves() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = replying(gate, false)) {
      CompletableFuture<HttpResponse<String>> reply = sendOverHttp2(app, http2());
      Task<String> task = tasks.poll(10, TimeUnit.SECONDS);
      gate.awaitArrived(1);
      reply.cancel(true);
      app.get("/ping");
      gate.open();
      assertThat(task.join()).hasSize(100_000);
      assertThat(gate.interrupted()).isZero();
    }
  }

  @Test
  void with_cancel_on_disconnect_an_http_2_reset_cancels_and_interrupts() throws Exception {
    try (LogRecords log = new LogRecords();
        Gate gate = new Gate();
        Webapp app = replying(gate, true)) {
      CompletableFuture<HttpResponse<String>> reply = sendOverHttp2(app, http2());
      Task<String> task = tasks.poll(10, TimeUnit.SECONDS);
      gate.awaitArrived(1);
      reply.cancel(true);
      await().until(task::isCancelled);
      await().until(() -> gate.interrupted() == 1);
      app.undeploy();
      assertThat(written).isEmpty();
      assertThat(log.warnings()).as("what was asked for is no failure").isEmpty();
    }
  }

  @Test
  void the_other_requests_of_the_connection_are_served_after_a_reset() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = replying(gate, true)) {
      HttpClient client = http2();
      CompletableFuture<HttpResponse<String>> reset = sendOverHttp2(app, client);
      CompletableFuture<HttpResponse<String>> other = sendOverHttp2(app, client);
      gate.awaitArrived(2);
      reset.cancel(true);
      await().until(() -> gate.interrupted() == 1);
      gate.open();
      assertThat(other.get(10, TimeUnit.SECONDS).body()).hasSize(100_000);
    }
  }
}
