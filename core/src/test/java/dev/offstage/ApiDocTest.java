package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Snippets;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every Java example of docs/api.md runs here, and the page shows no other. */
class ApiDocTest {
  private final App app = App.with("offstage.drain", "20s", "offstage.pool.mail.size", "2");
  private final List<String> archive = new CopyOnWriteArrayList<>();
  private final List<String> later = new CopyOnWriteArrayList<>();
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<String> addresses = Arrays.asList("ann", "bob");
  private final String address = "ann";
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Mailer mailer = new Mailer();
  private final Reports reports = new Reports();

  private class Mailer {
    void send(String to) throws IOException {
      sent.add(check(to));
    }

    String check(String to) throws IOException {
      if (to.isEmpty()) {
        throw new IOException("no address");
      }
      return to + "@example.com";
    }
  }

  private static class Reports {
    String render(int year) {
      return "report of " + year;
    }
  }

  private void exportPage(int page) {
    sent.add("page " + page);
  }

  @AfterEach
  void stop() {
    app.close();
    executor.shutdownNow();
  }

  @Test
  void run() {
    // snippet: run
    Offstage.run(() -> mailer.send(address));
    // end

    await().until(() -> sent.contains("ann@example.com"));
  }

  @Test
  void call() throws Exception {
    // snippet: call
    Task<String> report = Offstage.call(() -> reports.render(2026));
    Task.Status status = report.status(); // QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED
    String text = report.join(Duration.ofSeconds(10));
    // end

    assertThat(status).isNotNull();
    assertThat(text).isEqualTo("report of 2026");
  }

  @Test
  void call_with_a_completable_future() {
    Task<String> report = Offstage.call(() -> reports.render(2026));
    // snippet: future
    report.toCompletableFuture().thenAccept(text -> archive.add(text));
    // end

    await().until(() -> archive.contains("report of 2026"));
  }

  @Test
  void the_builder() throws Exception {
    // snippet: builder
    Task<Void> mail =
        Offstage.task(() -> mailer.send(address))
            .name("confirmation")
            .pool("mail")
            .afterResponse() // when the client has its whole response; outside of a request: now
            .interrupt(false) // a cancellation or a drain lets it finish
            .start();
    // end

    mail.join();
    assertThat(mail.name()).isEqualTo("confirmation");
    assertThat(mail.pool()).isEqualTo("mail");
  }

  @Test
  void progress() throws Exception {
    // snippet: progress
    Task<Void> export =
        Offstage.run(
            () -> {
              for (int page = 0; page < 20 && !Task.current().isCancelled(); page++) {
                Progress.report(page, 20, "page " + page);
                exportPage(page);
              }
            });
    // end

    export.join();
    assertThat(sent).hasSize(20);
    assertThat(export.progress()).hasToString("19 of 20: page 19");
  }

  @Test
  void a_batch() throws Exception {
    // snippet: batch
    Batch<String> all = Offstage.map(addresses, address -> mailer.check(address));
    List<String> answers = all.join(); // in the order of the items
    // end

    assertThat(answers).containsExactly("ann@example.com", "bob@example.com");
  }

  @Test
  void a_pool_of_the_settings() throws Exception {
    // snippet: named
    Pool pool = Offstage.pool("mail");
    Task<Void> task = pool.run(() -> mailer.send(address));
    // end

    task.join();
    assertThat(task.pool()).isEqualTo("mail");
  }

  @Test
  void a_pool_of_ones_own() throws Exception {
    // snippet: own
    try (Pool thumbnails = Pool.builder("thumbnails").size(2).queue(100).build()) {
      thumbnails.map(addresses, address -> mailer.check(address)).join();
    }
    // end
  }

  @Test
  void a_pool_on_an_executor_of_the_application() throws Exception {
    // snippet: executor
    try (Pool thumbnails = Pool.builder("thumbnails").threads(executor).size(2).build()) {
      thumbnails.map(addresses, address -> mailer.check(address)).join();
    }
    // end
  }

  @Test
  void a_full_pool() {
    try (TestMode tasks = TestMode.manual()) {
      while (later.isEmpty()) {
        // snippet: full
        try {
          Offstage.run(() -> mailer.send(address));
        } catch (PoolFullException e) {
          later.add(address); // e.pool() names the pool, the message the settings
        }
        // end
      }
      assertThat(tasks.queued()).hasSize(Offstage.pool().queueCapacity());
    }
  }

  @Test
  void the_page_shows_these_examples_and_no_other() throws Exception {
    Snippets.assertSame("api.md", ApiDocTest.class);
  }
}
