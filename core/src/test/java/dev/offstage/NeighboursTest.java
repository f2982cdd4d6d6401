package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.runtime.Neighbours;
import dev.offstage.internal.runtime.OffstageRuntime;
import dev.offstage.internal.runtime.Runtimes;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two contexts of Spring Boot in one JVM share a copy of the library, and nothing else. */
class NeighboursTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final OffstageRuntime first = runtime(2);
  private final OffstageRuntime second = runtime(3);
  private final Gate gate = new Gate();
  private OffstageRuntime before;

  private static OffstageRuntime runtime(int size) {
    SettingsSource source =
        new SettingsSource(
            "the test", Collections.singletonMap("offstage.pool.size", String.valueOf(size)));
    return OffstageRuntime.start(
        "test", Settings.load(Collections.singletonList(source)), loader(), null);
  }

  private static ClassLoader loader() {
    return NeighboursTest.class.getClassLoader();
  }

  @BeforeEach
  void start() {
    before = Runtimes.makeCurrent(first);
    Neighbours.add(first);
    Neighbours.add(second);
  }

  @AfterEach
  void stop() {
    gate.open();
    Neighbours.findByRequest(() -> null);
    Neighbours.release(first);
    Neighbours.release(second);
    Runtimes.restore(before);
  }

  @Test
  void a_task_stays_with_its_own_and_other_threads_get_the_newest() throws Exception {
    assertThat(first.defaultPool().call(() -> Offstage.pool().size()).join(LONG)).isEqualTo(2);
    assertThat(second.defaultPool().call(() -> Offstage.pool().size()).join(LONG)).isEqualTo(3);
    assertThat(Offstage.pool().size()).isEqualTo(3);
  }

  @Test
  void a_request_stays_with_its_own() {
    Neighbours.findByRequest(() -> first);

    assertThat(Offstage.pool().size()).isEqualTo(2);
  }

  @Test
  void the_end_of_one_is_not_that_of_the_other() throws Exception {
    Task<Integer> late =
        second
            .defaultPool()
            .call(
                () -> {
                  gate.pass();
                  return Offstage.settings().defaultPool().size();
                });
    gate.awaitArrived(1);
    Thread end = new Thread(() -> Neighbours.release(second));
    end.start();
    Soon.await().until(() -> second.defaultPool().isClosed());

    assertThat(Offstage.pool().size()).isEqualTo(2);
    assertThat(Neighbours.hasOthers(first)).isTrue();

    gate.open();
    end.join();
    assertThat(late.join(LONG)).isEqualTo(3);
    assertThat(Neighbours.hasOthers(first)).isFalse();
    assertThat(Offstage.call(() -> "still there").join(LONG)).isEqualTo("still there");
  }

  @Test
  void the_last_one_refuses_what_comes_after_its_end() {
    Neighbours.release(second);
    Neighbours.release(first);

    assertThat(Offstage.pool().isClosed()).isTrue();
  }

  @Test
  void a_test_mode_goes_before_all() {
    try (TestMode mode = TestMode.inline()) {
      assertThat(Offstage.settings().defaultPool().size()).isNotIn(2, 3);
      assertThat(mode.queued()).isEmpty();
    }
    assertThat(Offstage.pool().size()).isEqualTo(3);
  }
}
