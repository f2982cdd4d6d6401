package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ids go into URLs and nobody can guess them. */
class TaskIdTest {
  private final App app = App.with("offstage.pool.full", "caller-runs", "offstage.pool.size", "4");

  @AfterEach
  void stop() {
    app.close();
  }

  @Test
  void an_id_is_128_bits_in_url_safe_characters_and_stays() {
    Task<Void> task = Offstage.run(() -> {});

    assertThat(task.id()).matches("[A-Za-z0-9_-]{22}").isEqualTo(task.id());
  }

  @Test
  void a_hundred_thousand_ids_are_all_different() {
    Set<String> ids =
        IntStream.range(0, 100_000)
            .mapToObj(i -> Offstage.run(() -> {}).id())
            .collect(Collectors.toSet());

    assertThat(ids).hasSize(100_000);
  }

  @Test
  void all_who_ask_at_once_see_the_same_id() throws Exception {
    for (int round = 0; round < 500; round++) {
      Task<Void> task = Offstage.run(() -> {});
      CyclicBarrier together = new CyclicBarrier(2);
      Task<String> other =
          Offstage.call(
              () -> {
                together.await();
                return task.id();
              });
      together.await();
      Set<String> seen = new HashSet<>();
      seen.add(task.id());
      seen.add(other.join());
      assertThat(seen).hasSize(1);
    }
  }
}
