package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.task.PoolTask;
import dev.offstage.internal.task.Positions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The places of many tasks in their queues. */
class PositionsTest {
  private final App app = App.with("offstage.pool.size", "1", "offstage.pool.mail.size", "1");
  private final Gate gate = new Gate();

  @AfterEach
  void stop() {
    gate.open();
    app.close();
  }

  private static PoolTask<?> queued(Pool pool) {
    return (PoolTask<?>) pool.run(() -> {});
  }

  @Test
  void of_two_queues_each_task_has_the_place_that_it_says_itself() {
    Pool mail = Offstage.pool("mail");
    gate.occupy(Offstage.pool());
    gate.occupy(mail);
    List<PoolTask<?>> tasks = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      tasks.add(queued(Offstage.pool()));
      tasks.add(queued(mail));
    }
    PoolTask<?> cancelled = tasks.remove(2);
    cancelled.cancel(true);
    tasks.add(cancelled);
    PoolTask<?> other = tasks.remove(0);

    Positions positions = Positions.of(tasks);

    assertThat(tasks).extracting(positions::of).containsExactly(1, 2, 2, 3, 3, 4, 4, 5, 0);
    assertThat(tasks).allMatch(task -> task.position() == positions.of(task));
    assertThat(positions.of(other)).isZero();
  }
}
