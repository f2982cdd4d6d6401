package dev.offstage.internal.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.testing.LogRecords;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A mistyped rule with a plus kept the only timer busy for a quarter of an hour. */
class AsideTest {
  private static final String NAME = "offstage-aside-test-rules";

  private final Aside aside = new Aside(NAME, AsideTest.class.getClassLoader());
  private final List<String> done = new CopyOnWriteArrayList<>();

  private static boolean hasThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals(NAME));
  }

  @Test
  void should_do_one_thing_after_the_other_on_a_thread_that_ends_with_them() {
    Stream.of("a", "b", "c")
        .forEach(what -> aside.run(() -> done.add(what + Thread.currentThread().getName())));

    await().until(() -> done.size() == 3 && !hasThread());
    assertThat(done).containsExactly("a" + NAME, "b" + NAME, "c" + NAME);
  }

  @Test
  void should_go_on_and_say_so_when_something_throws() {
    try (LogRecords log = new LogRecords()) {
      aside.run(
          () -> {
            throw new NoClassDefFoundError("gone");
          });
      aside.run(() -> done.add("next"));

      await().until(() -> done.contains("next"));
      assertThat(log.awaitOne().getThrown()).hasMessage("gone");
    }
  }

  @Test
  void should_interrupt_what_still_runs_at_the_end_and_leave_no_thread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    aside.run(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            done.add("interrupted");
          }
        });
    aside.run(() -> done.add("never"));
    begun.await();

    aside.end();

    assertThat(done).containsExactly("interrupted");
    aside.run(() -> done.add("too late"));
    await().until(() -> !hasThread());
    assertThat(done).containsExactly("interrupted");
  }
}
