package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A webapp whose tasks are followed in one style, and a client that asks at its URLs. */
final class StyledWebapp implements AutoCloseable {
  static final byte[] BINARY = new byte[256];

  static {
    for (int i = 0; i < BINARY.length; i++) {
      BINARY[i] = (byte) i;
    }
  }

  final Gate gate = new Gate();
  final Webapp app;
  final RespondClient client;

  private final AtomicInteger left = new AtomicInteger();

  /** Counts the requests for a status that no thread of the server is with any more. */
  private final class Leaving extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      boolean handled = super.handle(request, response, callback);
      if (request.getHttpURI().getPath().contains("/_offstage/tasks/")) {
        left.incrementAndGet();
      }
      return handled;
    }
  }

  private StyledWebapp(Webapp app) {
    this.app = app;
    client = new RespondClient(app);
  }

  /**
   * Starts one.
   *
   * @param rule the options of the rule for all its URLs
   */
  static StyledWebapp with(String rule, String... params) throws Exception {
    Webapp app = Webapp.dropIn(24);
    StyledWebapp styled = new StyledWebapp(app);
    app.param("offstage.pool.size", "1").param("offstage.respond", "GET POST /** " + rule);
    for (int i = 0; i < params.length; i += 2) {
      app.param(params[i], params[i + 1]);
    }
    app.inFront(styled.new Leaving());
    styled.addServlets();
    app.start();
    return styled;
  }

  private void addServlets() {
    app.servlet(
            "/slow",
            (request, response) -> {
              Progress.report(1, 4, "page 1 of «four»\n" + "x".repeat(200));
              gate.pass();
              response.getWriter().write("done");
            })
        .servlet("/quick", (request, response) -> response.getWriter().write("quick"))
        .servlet(
            "/created",
            (request, response) -> {
              response.setStatus(201);
              response.setHeader("Location", "Orders(1)");
              response.setHeader("OData-Version", request.getParameter("version"));
              response.setContentType("application/json");
              response.addHeader("Set-Cookie", "size=large");
              response.getWriter().write("{\"Id\":1}");
            })
        .servlet(
            "/refused",
            (request, response) -> {
              response.setStatus(404);
              response.getWriter().write("no such order");
            })
        .servlet(
            "/broken",
            (request, response) -> {
              response.setStatus(500);
              response.getWriter().write("broken");
            })
        .servlet(
            "/throws",
            (request, response) -> {
              response.getWriter().write("first");
              response.flushBuffer();
              throw new IllegalStateException("no table PAYMENTS");
            })
        .servlet("/nothing", (request, response) -> response.setStatus(204))
        .servlet(
            "/binary",
            (request, response) -> {
              response.setContentType("application/octet-stream");
              response.getOutputStream().write(BINARY);
            });
  }

  /** Begins a request: the path of the monitor that this header names as a whole URL. */
  String begun(String path, String header) throws IOException {
    RawClient.Reply accepted = client.begin(path);
    assertThat(accepted.status()).as(accepted.body()).isEqualTo(202);
    return path(accepted.header(header));
  }

  /** Until the first request for a status has been answered, or waits. */
  void awaitParked() {
    await().until(() -> left.get() > 0);
  }

  /** What is behind the address under which {@link RawClient} knows the server. */
  String path(String url) {
    String start = "http://localhost:80";
    String server = url.startsWith(start) ? start : "http://localhost";
    assertThat(url).startsWith(server + "/shop/_offstage/tasks/");
    return url.substring(server.length());
  }

  /** What is under the URL as soon as the work has ended. */
  RawClient.Reply ended(String monitor, String... headers) throws IOException {
    String own = monitor.substring(0, monitor.lastIndexOf('/'));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> client.get(own).status(), status -> status != 202);
    return client.get(monitor, headers);
  }

  @Override
  public void close() throws Exception {
    gate.close();
    app.close();
  }
}
