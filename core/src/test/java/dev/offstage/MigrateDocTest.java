package dev.offstage;

import static dev.offstage.Soon.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Snippets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every Java example of docs/migrate.md runs here, and the page shows no other. */
class MigrateDocTest {
  private final App app = App.with("offstage.drain", "20s", "offstage.pool.mail.size", "2");
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final List<Integer> years = Arrays.asList(2025, 2026);
  private final int year = 2026;
  private final String address = "ann";
  private final Mailer mailer = new Mailer();
  private final Reports reports = new Reports();
  private final Runnable work = () -> mailer.send(address);

  private class Mailer {
    void send(String to) {
      sent.add(to);
    }
  }

  private static class Reports {
    String render(int year) {
      return "report of " + year;
    }
  }

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void a_thread() {
    // snippet: thread
    // before: new Thread(() -> mailer.send(address)).start();
    Offstage.run(() -> mailer.send(address));
    // end

    await().until(() -> sent.contains("ann"));
  }

  @Test
  void an_executor_for_spring() {
    // snippet: executor
    ExecutorService executor = Offstage.pool("mail").asExecutorService();
    // end

    executor.execute(work);
    await().until(() -> sent.contains("ann"));
  }

  @Test
  void an_asynchronous_bean() throws Exception {
    // snippet: ejb
    // before: a bean's @Asynchronous method returned new AsyncResult<>(reports.render(year));
    Task<String> report = Offstage.call(() -> reports.render(year));
    String text = report.get(10, TimeUnit.SECONDS);
    // end

    assertThat(text).isEqualTo("report of 2026");
  }

  @Test
  void a_work_manager() throws Exception {
    // snippet: work
    Task<Void> task = Offstage.task(work::run).name("import").start();
    // end

    task.join();
    assertThat(sent).containsExactly("ann");
  }

  @Test
  void waiting_for_all() throws Exception {
    // snippet: all
    List<String> all =
        Offstage.map(years, year -> reports.render(year)).join(Duration.ofSeconds(30));
    // end

    assertThat(all).containsExactly("report of 2025", "report of 2026");
  }

  @Test
  void the_page_shows_these_examples_and_no_other() throws Exception {
    Snippets.assertSame("migrate.md", MigrateDocTest.class);
  }
}
