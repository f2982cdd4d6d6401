package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Asynchronous servlets behind a rule, by each way. */
@ParameterizedClass
@EnumSource
class RespondAsyncServletTest {
  @Parameter Way way;
  private Webapp app;
  private RespondClient client;

  @BeforeEach
  void start() throws Exception {
    app =
        way.dropIn(24)
            .param("offstage.respond", "/never pool=never\n/**")
            .param("offstage.pool.never.size", "1")
            .servlet("/never", (request, response) -> request.startAsync().setTimeout(0))
            .servlet("/other", (request, response) -> other(request.startAsync()))
            .servlet("/at-once", (request, response) -> write(request.startAsync()))
            .servlet("/started", (request, response) -> started(request.startAsync()))
            .servlet("/dispatched", this::dispatched)
            .servlet("/late", (request, response) -> late(request.startAsync()))
            .servlet("/echo", (request, response) -> echo(request.startAsync()))
            .start();
    client = new RespondClient(app);
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
  }

  private static void write(AsyncContext context) throws IOException {
    context.getResponse().getWriter().write("for " + context.getRequest().getParameter("name"));
    context.complete();
  }

  private static void other(AsyncContext context) {
    Thread thread =
        new Thread(
            () -> {
              try {
                write(context);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
  }

  private static void started(AsyncContext context) {
    context.start(
        () -> {
          try {
            write(context);
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private void dispatched(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getAttribute("again") == null) {
      request.setAttribute("again", true);
      AsyncContext context = request.startAsync();
      new Thread(context::dispatch).start();
    } else {
      response.getWriter().write("for " + request.getParameter("name"));
    }
  }

  private static void late(AsyncContext context) {
    context.setTimeout(100);
    context.addListener(
        new Listener() {
          @Override
          public void onTimeout(AsyncEvent event) throws IOException {
            write(event.getAsyncContext());
          }
        });
  }

  /** Reads and writes without blocking. */
  private static void echo(AsyncContext context) throws IOException {
    ServletInputStream in = context.getRequest().getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            byte[] buffer = new byte[1000];
            while (in.isReady()) {
              int n = in.read(buffer);
              if (n < 0) {
                return;
              }
              all.write(buffer, 0, n);
            }
          }

          @Override
          public void onAllDataRead() throws IOException {
            echo(context, all.toByteArray());
          }

          @Override
          public void onError(Throwable e) {
            context.complete();
          }
        });
  }

  private static void echo(AsyncContext context, byte[] all) throws IOException {
    ServletOutputStream out = context.getResponse().getOutputStream();
    out.setWriteListener(
        new WriteListener() {
          private int written;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              int count = Math.min(7000, all.length - written);
              if (count == 0) {
                context.complete();
                return;
              }
              out.write(all, written, count);
              written += count;
            }
          }

          @Override
          public void onError(Throwable e) {
            context.complete();
          }
        });
  }

  private abstract static class Listener implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @ParameterizedTest
  @CsvSource({"/other", "/at-once", "/started", "/dispatched", "/late"})
  void the_response_is_whole_whoever_ends_it(String path) throws Exception {
    String location = client.begun(path, "Content-Type: application/x-www-form-urlencoded");
    RawClient.Reply result = client.result(location);
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.body()).isEqualTo("for ann");
  }

  @Test
  void a_body_is_read_and_written_without_blocking() throws Exception {
    String body = "0123456789".repeat(100_000);
    RawClient.Reply accepted = client.sendBody("POST", "/shop/echo", body, "Prefer: respond-async");
    assertThat(client.result(accepted.header("Location")).body()).isEqualTo(body);
  }

  /** No thread is at work that could be interrupted. */
  @Test
  void one_that_would_never_end_gives_its_place_free_when_it_is_cancelled() throws Exception {
    String location = client.begun("/never");
    await().until(() -> Offstage.pool("never").running() == 1);
    assertThat(client.send("DELETE", location).status()).isEqualTo(202);
    await().until(() -> Offstage.pool("never").running() == 0);
    assertThat(client.get(location).body()).contains("\"state\":\"CANCELLED\"");
  }
}
