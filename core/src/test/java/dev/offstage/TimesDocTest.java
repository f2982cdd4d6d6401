package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The examples of docs/tasks.md about time and about tasks that follow each other. */
class TimesDocTest {
  private static final List<String> DONE = Collections.synchronizedList(new ArrayList<>());

  private final TestMode tasks = TestMode.manual();
  private boolean down;

  @AfterEach
  void close() {
    tasks.close();
    DONE.clear();
  }

  private static void remind() {
    DONE.add("remind");
  }

  private static void sweep() {
    DONE.add("sweep");
  }

  private String fetch(String url) throws IOException {
    if (down) {
      throw new IOException("down");
    }
    return "page of " + url;
  }

  @Test
  void later() {
    Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
    // snippet: delay
    Offstage.task(() -> remind()).delay(Duration.ofMinutes(10)).start();
    Offstage.task(() -> remind()).at(tomorrow).start();
    // end
    tasks.advance(Duration.ofMinutes(10));
    tasks.runAll();
    assertThat(DONE).hasSize(1);
    tasks.advance(Duration.ofDays(2));
    tasks.runAll();
    assertThat(DONE).hasSize(2);
  }

  @Test
  void again_and_again() {
    // snippet: recurring
    Recurring sweep = Offstage.every(Duration.ofMinutes(5), () -> sweep());
    Recurring nightly = Offstage.cron("30 2 * * *", () -> remind());
    Instant next = nightly.next();
    sweep.pause();
    sweep.resume();
    nightly.cancel();
    // end
    tasks.advance(Duration.ofMinutes(5));
    tasks.runAll();

    assertThat(next).isNotNull();
    assertThat(DONE).containsExactly("sweep");
    sweep.cancel();
  }

  @Test
  void chains() throws Exception {
    // snippet: chain
    Task<Integer> length =
        Offstage.call(() -> fetch("a.html"))
            .onFailure(error -> "") // the result of what has failed
            .then(page -> page.length());
    Task<List<String>> both =
        Task.all(
            Arrays.asList(
                Offstage.call(() -> fetch("b.html")), Offstage.call(() -> fetch("c.html"))));
    // end
    tasks.runAll();

    assertThat(length.join()).isEqualTo("page of a.html".length());
    assertThat(both.join()).containsExactly("page of b.html", "page of c.html");

    down = true;
    Task<String> page = Offstage.call(() -> fetch("a.html")).onFailure(error -> "none");
    tasks.runAll();
    assertThat(page.join()).isEqualTo("none");
  }
}
