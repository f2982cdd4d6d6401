package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that return without a connection. */
class RespondInProcessTest {
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final Gate gate = new Gate();
  private final LogRecords log = new LogRecords();

  @AfterEach
  void close() {
    gate.close();
    log.close();
  }

  private Webapp app(int threads) {
    return Way.IN_PROCESS
        .dropIn(threads)
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

  @Test
  void the_start_line_says_so() throws Exception {
    try (Webapp app = app(12).start()) {
      RespondClient client = new RespondClient(app);
      assertThat(client.result(client.begun("/see")).body()).isEqualTo("seen");
      assertThat(log.messages())
          .anyMatch(it -> it.contains("requests of offstage.respond return in process, Jetty 12."));
    }
  }

  private static String origin(ServletRequest request) {
    return request.getScheme()
        + (request.isSecure() ? " secure " : " ")
        + request.getServerName()
        + ":"
        + request.getServerPort()
        + " of "
        + request.getRemoteAddr()
        + ":"
        + request.getRemotePort()
        + " at "
        + request.getLocalAddr()
        + ":"
        + request.getLocalPort()
        + " host "
        + ((HttpServletRequest) request).getHeader("Host");
  }

  /** Of a proxy that the server trusts; what it says is not said a second time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: */*",
        "X-Forwarded-For: 192.0.2.7",
        "Forwarded: for=\"[2001:db8::7]:4711\"",
        "X-Forwarded-For: unknown",
        "Forwarded: for=192.0.2.7;proto=https;host=shop.example",
        "Forwarded: for=192.0.2.7;proto=https;host=\"shop.example:8443\"",
        "X-Forwarded-Host: shop.example"
      })
  void who_looks_from_in_front_of_the_webapp_sees_the_same_client_twice(String header)
      throws Exception {
    try (Webapp app = app(12)) {
      app.context.addEventListener(
          new ServletRequestListener() {
            @Override
            public void requestInitialized(ServletRequestEvent event) {
              HttpServletRequest request = (HttpServletRequest) event.getServletRequest();
              if (request.getRequestURI().endsWith("/see")) {
                seen.add(origin(request));
              }
            }
          });
      app.context
          .getServer()
          .getConnectors()[0]
          .getConnectionFactory(HttpConnectionFactory.class)
          .getHttpConfiguration()
          .addCustomizer(new ForwardedRequestCustomizer());
      app.start();
      RespondClient client = new RespondClient(app);
      assertThat(client.result(client.begun("/see", header)).status()).isEqualTo(200);
      String first = seen.take();
      assertThat(seen.take()).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @CsvSource({"flushed, false", "declared, false", "thrown, true"})
  void a_response_that_breaks_off_is_none(String how, boolean kept) throws Exception {
    try (Webapp app =
        app(12)
            .servlet(
                "/breaks",
                (request, response) -> {
                  if (how.equals("declared")) {
                    response.setContentLength(20_000);
                  }
                  response.getOutputStream().write(new byte[10_000]);
                  if (!how.equals("thrown")) {
                    response.flushBuffer();
                  }
                  if (!how.equals("declared")) {
                    throw new IOException("it broke");
                  }
                })
            .start()) {
      RespondClient client = new RespondClient(app);
      String location = client.begun("/breaks");
      RawClient.Reply result = client.result(location);
      assertThat(result.status()).isEqualTo(500);
      assertThat(client.get(location).body())
          .contains("\"state\":\"FAILED\"")
          .contains(kept ? "\"status\":500" : "/problems/failed");
    }
  }

  @Test
  void neither_body_nor_response_needs_to_fit_into_memory() throws Exception {
    int size = 8_000_000;
    try (Webapp app =
        app(12)
            .param("offstage.respond.body", "10m")
            .servlet(
                "/echo",
                (request, response) -> {
                  byte[] buffer = new byte[50_000];
                  for (int n = 0; n >= 0; n = request.getInputStream().read(buffer)) {
                    response.getOutputStream().write(buffer, 0, n);
                  }
                })
            .start()) {
      RespondClient client = new RespondClient(app);
      String body = "0123456789".repeat(size / 10);
      RawClient.Reply accepted =
          client.sendBody("POST", "/shop/echo", body, "Prefer: respond-async");
      assertThat(client.result(accepted.header("Location")).body()).isEqualTo(body);
    }
  }

  @Test
  void a_body_that_nobody_reads_is_no_hindrance() throws Exception {
    try (Webapp app = app(12).start()) {
      RespondClient client = new RespondClient(app);
      RawClient.Reply accepted =
          client.sendBody("POST", "/shop/see", "x".repeat(3_000_000), "Prefer: respond-async");
      assertThat(client.result(accepted.header("Location")).body()).isEqualTo("seen");
    }
  }

  @Test
  void threads_of_the_server_and_its_connections_may_all_be_taken() throws Exception {
    List<RawClient> idle = new ArrayList<>();
    try (Webapp app = app(12);
        Gate taken = new Gate()) {
      Server server = app.context.getServer();
      NetworkConnectionLimit limit = new NetworkConnectionLimit(20, server);
      server.addBean(limit);
      app.start();
      RespondClient client = new RespondClient(app);
      client.begun("/slow");
      client.begun("/slow");
      gate.awaitArrived(1);
      await().until(() -> limit.getNetworkConnectionCount() == 0);
      for (int i = 0; i < 20; i++) {
        idle.add(app.client());
      }
      await().until(() -> limit.getNetworkConnectionCount() == 20);
      for (int i = 0; i < 20; i++) {
        server.getThreadPool().execute(() -> passQuietly(taken));
      }
      assertThat(server.getThreadPool().isLowOnThreads()).isTrue();
      gate.open();
      assertThat(seen.take()).isEqualTo("done");
      assertThat(seen.take()).isEqualTo("done");
      assertThat(limit.getNetworkConnectionCount()).isEqualTo(20);
    } finally {
      for (RawClient each : idle) {
        each.close();
      }
    }
  }

  private static void passQuietly(Gate gate) {
    try {
      gate.pass();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void many_at_a_time_get_their_own_responses() throws Exception {
    try (Webapp app =
        app(24)
            .param("offstage.pool.size", "8")
            .servlet(
                "/own",
                (request, response) -> {
                  char[] own = new char[20_000];
                  Arrays.fill(own, request.getParameter("c").charAt(0));
                  response.getWriter().write(own);
                })
            .start()) {
      RespondClient client = new RespondClient(app);
      String[] locations = new String[200];
      for (int i = 0; i < locations.length; i++) {
        locations[i] = client.begun("/own?c=" + (char) ('a' + i % 26));
      }
      for (int i = 0; i < locations.length; i++) {
        assertThat(client.result(locations[i]).body())
            .isEqualTo(String.valueOf((char) ('a' + i % 26)).repeat(20_000));
      }
    }
  }
}
