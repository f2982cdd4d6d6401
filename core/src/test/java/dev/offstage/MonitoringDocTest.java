package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Snippets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every Java example of docs/monitoring.md runs here, and the page shows no other. */
class MonitoringDocTest {
  private final App app = App.with("offstage.drain", "20s");
  private final Map<String, Supplier<Number>> gauges = new HashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final List<Duration> times = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void counters() throws Exception {
    Offstage.run(() -> {}).join();
    // snippet: counters
    Pool pool = Offstage.pool();
    int waiting = pool.queued();
    int running = pool.running();
    PoolCounts counts = pool.counts(); // succeeded, failed, cancelled, rejected and more
    double full = (double) waiting / pool.queueCapacity();
    // end

    assertThat(running).isBetween(0, 1);
    assertThat(full).isZero();
    assertThat(counts).hasToString("1 succeeded, 0 failed, 0 cancelled, 0 rejected");
  }

  @Test
  void gauges() throws Exception {
    // snippet: gauges
    gauges.put("offstage.queued", () -> Offstage.pool().queued());
    gauges.put("offstage.running", () -> Offstage.pool().running());
    gauges.put("offstage.failed", () -> Offstage.pool().counts().failed());
    gauges.put("offstage.rejected", () -> Offstage.pool().counts().rejected());
    // end

    Offstage.run(() -> Integer.parseInt("x")).await();
    assertThat(gauges.get("offstage.failed").get()).isEqualTo(1L);
  }

  @Test
  void a_listener() throws Exception {
    // snippet: listener
    Runnable remove =
        Offstage.addListener(
            new TaskListener() {
              @Override
              public void failed(Task<?> task, Throwable error) {
                failures.merge(task.pool(), 1, Integer::sum);
              }

              @Override
              public void succeeded(Task<?> task) {
                times.add(Duration.between(task.started(), task.finished()));
              }
            });
    // end

    Offstage.run(() -> Integer.parseInt("x")).await();
    Offstage.run(() -> Integer.parseInt("1")).await();
    assertThat(failures).containsEntry("default", 1);
    assertThat(times).hasSize(1);
    remove.run();
  }

  @Test
  void the_page_shows_these_examples_and_no_other() throws Exception {
    Snippets.assertSame("monitoring.md", MonitoringDocTest.class);
  }
}
