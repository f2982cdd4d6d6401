package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Offstage;
import dev.offstage.Pool;
import dev.offstage.PoolCounts;
import dev.offstage.Task;
import dev.offstage.TaskListener;
import dev.offstage.testing.Soak;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that leave at any moment: what was accepted is done, whoever has gone. */
@Timeout(1200)
class RespondResetTest {
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Random random = new Random(1);

  private TaskListener counting() {
    return new TaskListener() {
      @Override
      public void queued(Task<?> task) {
        accepted.incrementAndGet();
      }
    };
  }

  private static long ended(PoolCounts counts) {
    return counts.succeeded() + counts.failed() + counts.cancelled();
  }

  @Test
  void accepted_is_done_and_failed_and_cancelled_when_clients_reset_their_connections()
      throws Exception {
    int each = Soak.count(300, 5_000);
    try (Webapp app =
            Webapp.dropIn(40)
                .param("offstage.respond", "/**")
                .param("offstage.pool.queue", "100000")
                .servlet("/work", (request, response) -> serve(request))
                .start();
        AutoCloseable listening = Offstage.addListener(counting())::run) {
      resetHttp1(app, each);
      resetHttp2(app, each);
      Pool pool = Offstage.pool();
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> pool.queued() == 0 && ended(pool.counts()) == accepted.get());
      PoolCounts counts = pool.counts();
      System.out.printf(
          "%d requests reset: %d accepted = %d succeeded + %d failed + %d cancelled, %d served%n",
          2 * each,
          accepted.get(),
          counts.succeeded(),
          counts.failed(),
          counts.cancelled(),
          served.get());
      assertThat(counts.succeeded()).isEqualTo(served.get()).isEqualTo(accepted.get());
      assertThat(accepted.get()).isPositive();
    }
  }

  private void serve(HttpServletRequest request) throws IOException {
    assertThat(request.getInputStream().readAllBytes()).hasSize(request.getContentLength());
    served.incrementAndGet();
  }

  /** Something in front of the filter, or the server, that says at once that nobody is there. */
  private static final class NobodyThere implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      boolean first = ((HttpServletRequest) request).getHeader("Prefer") != null;
      chain.doFilter(request, first ? new Broken((HttpServletResponse) response) : response);
    }
  }

  private static final class Broken extends HttpServletResponseWrapper {
    Broken(HttpServletResponse response) {
      super(response);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
      throw new EOFException("nobody there");
    }

    @Override
    public PrintWriter getWriter() throws IOException {
      throw new EOFException("nobody there");
    }
  }

  @Test
  void a_task_has_its_body_though_its_answer_cannot_be_written() throws Exception {
    try (Webapp app =
        Webapp.bare(40)
            .param("offstage.respond", "/**")
            .servlet("/work", (request, response) -> serve(request))
            .filter(new NobodyThere(), true)
            .filter(new OffstageFilter(), true)
            .start()) {
      try (RawClient client = app.client()) {
        client.send("POST", "/shop/work", new byte[3000], "Prefer: respond-async");
        client.read();
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> ended(Offstage.pool().counts()) == 1);
      assertThat(Offstage.pool().counts().succeeded()).isEqualTo(1);
      assertThat(served).hasValue(1);
    }
  }

  private void resetHttp1(Webapp app, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      try (RawClient client = app.client()) {
        client.send("POST", "/shop/work", new byte[random.nextInt(3000)], "Prefer: respond-async");
        LockSupport.parkNanos(random.nextInt(2_000_000));
        client.reset();
      }
    }
  }

  private void resetHttp2(Webapp app, int count) {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    for (int i = 0; i < count; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(app.uri("/work"))
              .header("Prefer", "respond-async")
              .POST(BodyPublishers.ofByteArray(new byte[random.nextInt(3000)]))
              .build();
      CompletableFuture<?> answer = http.sendAsync(request, BodyHandlers.discarding());
      LockSupport.parkNanos(random.nextInt(2_000_000));
      answer.cancel(true);
    }
  }
}
