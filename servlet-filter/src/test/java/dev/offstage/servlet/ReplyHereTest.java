package dev.offstage.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.Offstage;
import dev.offstage.Task;
import dev.offstage.testing.LogRecords;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A reply behind a filter that lacks async support: as before, and a line that names the filter.
 */
class ReplyHereTest {
  private final BlockingQueue<Task<String>> tasks = new LinkedBlockingQueue<>();
  private final LogRecords log = new LogRecords();

  /** As those of old webapps. */
  private static final class OldFilter implements Filter {
    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
        throws IOException, ServletException {
      chain.doFilter(request, response);
    }
  }

  @AfterEach
  void stop_listening() {
    log.close();
  }

  private Webapp replying(Callable<String> work, Duration within) throws Exception {
    return Webapp.dropIn()
        .param("offstage.pool.size", "1")
        .param("offstage.pool.queue", "1")
        .filter(new OldFilter(), false)
        .servlet(
            "/later/*",
            (request, response) -> {
              Task<String> task =
                  AsyncReply.to(request, response)
                      .name("report")
                      .within(within)
                      .write(work, (result, out) -> out.getWriter().write(result));
              if (task != null) {
                tasks.add(task);
              }
            })
        .start();
  }

  @Test
  void the_work_runs_in_the_pool_and_the_reply_is_written() throws Exception {
    Callable<String> work = () -> Thread.currentThread().getName();
    try (Webapp app = replying(work, Duration.ofSeconds(30))) {
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.status()).isEqualTo(200);
      assertThat(reply.body()).startsWith("offstage-shop-default-");
      assertThat(tasks.take().status()).isEqualTo(Task.Status.SUCCEEDED);
    }
  }

  @Test
  void the_filter_is_named_once_however_many_requests_come() throws Exception {
    try (Webapp app = replying(() -> "done", Duration.ofSeconds(30))) {
      app.get("/later");
      app.get("/later/again");
      app.get("/later");
    }
    assertThat(log.warnings())
        .singleElement()
        .asString()
        .startsWith(
            "offstage: the reply to GET /shop/later holds a thread of the container until its work"
                + " is done. No async support for this request: one of the filters and servlets")
        .contains(OldFilter.class.getName());
  }

  @Test
  void work_that_throws_is_a_500_and_one_warning() throws Exception {
    IllegalStateException thrown = new IllegalStateException("secret");
    Callable<String> work =
        () -> {
          throw thrown;
        };
    try (Webapp app = replying(work, Duration.ofSeconds(30))) {
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body()).contains("/problems/failed").doesNotContain("secret");
    }
    assertThat(log.warnings()).filteredOn(line -> line.contains("'report'")).hasSize(1);
    assertThat(log.all()).anyMatch(record -> record.getThrown() == thrown);
  }

  @Test
  void work_that_takes_too_long_is_a_503_and_goes_on() throws Exception {
    try (Gate gate = new Gate()) {
      Callable<String> work =
          () -> {
            gate.pass();
            return "late";
          };
      try (Webapp app = replying(work, Duration.ofMillis(50))) {
        RawClient.Reply reply = app.get("/later");
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body()).contains("/problems/too-slow");
        Task<String> task = tasks.take();
        assertThat(task.isDone()).isFalse();
        gate.open();
        assertThat(task.join()).isEqualTo("late");
      }
    }
  }

  @Test
  void a_full_pool_is_a_503() throws Exception {
    try (Gate gate = new Gate();
        Webapp app = replying(() -> "done", Duration.ofSeconds(30))) {
      gate.fill(Offstage.pool());
      RawClient.Reply reply = app.get("/later");
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.body()).contains("/problems/queue-full");
      gate.open();
    }
  }
}
