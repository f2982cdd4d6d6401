package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.offstage.testing.Snippets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/tasks.md run here, on a clock that the test moves. */
class TasksDocTest {
  private static final class AddressException extends IOException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Order {
    final int id = 7;
    final String customer = "alice";
  }

  private static final List<String> DONE = Collections.synchronizedList(new ArrayList<>());
  private static final AtomicInteger FAILURES = new AtomicInteger();

  private final TestMode tasks = TestMode.manual();
  private final Order order = new Order();

  @AfterEach
  void close() {
    tasks.close();
    DONE.clear();
    FAILURES.set(0);
  }

  private static void send(Order what) throws IOException {
    if (FAILURES.getAndDecrement() > 0) {
      throw new IOException("down");
    }
    DONE.add("mail " + what.id);
  }

  private static String render(String page, int resolution) {
    return page + " at " + resolution;
  }

  private static void alarm(Task<?> task) {
    DONE.add("alarm " + task.name());
  }

  private static void done(String what) {
    DONE.add(what);
  }

  private void runFor(Duration time) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(time) < 0;
        passed = passed.plusSeconds(1)) {
      tasks.runAll();
      tasks.advance(Duration.ofSeconds(1));
    }
    tasks.runAll();
  }

  @Test
  void retries() {
    FAILURES.set(2);
    // snippet: retries
    Task<Void> mail =
        Offstage.task(() -> send(order))
            .name("mail")
            .retries(3) // up to four attempts
            .backoff(Backoff.from(Duration.ofSeconds(1)).factor(2).most(Duration.ofMinutes(1)))
            .retryOn(IOException.class)
            .noRetryOn(AddressException.class)
            .onGiveUp(task -> alarm(task))
            .start();
    // end
    runFor(Duration.ofSeconds(10));

    assertThat(mail.status()).isEqualTo(Task.Status.SUCCEEDED);
    assertThat(mail.attempts()).hasSize(3);
    assertThat(DONE).containsExactly("mail 7");
  }

  @Test
  void timeouts() throws Exception {
    // snippet: timeout
    Task<String> report =
        Offstage.task(() -> render("report", 300))
            .timeout(Duration.ofSeconds(30)) // then Task.current().isStopping()
            .grace(Duration.ofSeconds(5)) // then the interrupt, and a TaskTimeoutException
            .expires(Duration.ofMinutes(10)) // not worth beginning after that
            .start();
    // end
    tasks.runAll();

    assertThat(report.join()).isEqualTo("report at 300");
  }

  @Test
  void keys() {
    // snippet: key
    Task<Void> first = Offstage.task(() -> send(order)).key("mail:" + order.id).start();
    Task<Void> again = Offstage.task(() -> send(order)).key("mail:" + order.id).start();
    assert again == first; // joined: there is one mail
    // end
    tasks.runAll();

    assertThat(again).isSameAs(first);
    assertThat(DONE).containsExactly("mail 7");
    Offstage.task(() -> send(order)).key("mail").start();
    assertThatThrownBy(() -> Offstage.task(() -> send(order)).key("mail", WhenKnown.REJECT).start())
        .isInstanceOf(TaskKnownException.class);
  }

  @Test
  void order() {
    // snippet: order
    Offstage.task(() -> send(order)).orderBy(order.customer).start();
    Offstage.task(() -> done("bill")).orderBy(order.customer).priority(Priority.HIGH).start();
    // end
    tasks.runAll();

    assertThat(DONE).containsExactly("mail 7", "bill");
  }

  @Test
  void arguments() throws Exception {
    // snippet: arguments
    Task<String> pdf = Offstage.pool().call(TasksDocTest::render, "report", 300);
    Task<String> same =
        Offstage.task(Bound.call(TasksDocTest::render, "report", 300)).retries(1).start();
    // end
    tasks.runAll();

    assertThat(Arrays.asList(pdf.join(), same.join())).containsOnly("report at 300");
  }

  @Test
  void commits() {
    // snippet: commit
    Offstage.task(() -> send(order)).afterCommit().start(); // Spring, JTA

    Prepared<Void> mail = Offstage.task(() -> send(order)).prepare(); // plain JDBC, JPA
    try {
      commit();
      mail.start();
    } finally {
      mail.cancel(); // does nothing after start()
    }
    // end
    tasks.runAll();

    assertThat(DONE).containsExactly("commit", "mail 7", "mail 7");
  }

  private static void commit() {
    DONE.add("commit");
  }

  @Test
  void cancels() {
    Task<Void> mail = Offstage.task(() -> send(order)).start();
    // snippet: cancel
    mail.cancel("customer left"); // in the log and the status resource
    // end
    assertThat(mail.cause()).isEqualTo("customer left");
  }

  // snippet: stopping
  static int index(List<String> pages) {
    int count = 0;
    for (String page : pages) {
      Task<?> self = Task.current();
      if (self != null && self.isStopping()) {
        break; // what is done is done
      }
      done(page);
      count++;
    }
    return count;
  }

  // end

  @Test
  void stopping() throws Exception {
    Task<Integer> task = Offstage.call(() -> index(Arrays.asList("a", "b")));
    tasks.runAll();

    assertThat(task.join()).isEqualTo(2);
    assertThat(index(Arrays.asList("c"))).isEqualTo(1);
  }

  @Test
  void the_page_shows_these_examples_and_no_others() throws Exception {
    Snippets.assertSame("tasks.md", TasksDocTest.class, TimesDocTest.class);
  }
}
