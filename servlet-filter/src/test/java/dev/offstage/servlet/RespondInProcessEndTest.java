package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.testing.LogRecords;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of requests that return without a connection when the webapp ends. */
class RespondInProcessEndTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void close() {
    gate.close();
    log.close();
  }

  private Webapp app() {
    return Way.IN_PROCESS
        .dropIn(12)
        .param("offstage.respond", "GET POST /**")
        .param("offstage.pool.size", "1")
        .servlet("/see", (request, response) -> response.getWriter().write("seen"))
        .servlet(
            "/slow",
            (request, response) -> {
              gate.pass();
              seen.add("done");
            });
  }

  /** The end of a webapp, or that of the server. */
  enum End {
    UNDEPLOY,
    STOP
  }

  @ParameterizedTest
  @EnumSource
  void what_was_accepted_is_finished_before(End end) throws Exception {
    try (Webapp app = app().start()) {
      RespondClient client = new RespondClient(app);
      for (int i = 0; i < 4; i++) {
        client.begun("/slow");
      }
      gate.awaitArrived(1);
      CompletableFuture<Void> stopped =
          CompletableFuture.runAsync(
              () -> {
                try {
                  if (end == End.UNDEPLOY) {
                    app.undeploy();
                  } else {
                    app.close();
                  }
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      await().until(() -> Offstage.pool().isClosed());
      gate.open();
      stopped.get();
      assertThat(seen).hasSize(4);
      assertThat(log.warnings()).isEmpty();
      assertThat(app.context.isStopped()).isTrue();
    }
  }

  @Test
  void nothing_of_it_is_left_in_the_server_after_an_undeployment() throws Exception {
    try (Webapp app = app().start()) {
      Server server = app.context.getServer();
      RespondClient client = new RespondClient(app);
      client.result(client.begun("/see"));
      assertThat(server.getEventListeners()).anyMatch(it -> Proxy.isProxyClass(it.getClass()));
      app.undeploy();
      assertThat(server.getEventListeners()).noneMatch(it -> Proxy.isProxyClass(it.getClass()));
      assertThat(app.context.getEventListeners())
          .noneMatch(it -> Proxy.isProxyClass(it.getClass()));
      assertThat(server.getConnectors()).hasSize(1);
      app.context.start();
      assertThat(client.result(client.begun("/see")).body()).isEqualTo("seen");
    }
  }
}
