package dev.offstage.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.Soak;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nothing is lost, doubled, overtaken by what came later from the same thread, or too many. */
class QueueCrowdIT {
  @ParameterizedTest(name = "{0} places, a ring of {1}")
  @CsvSource({"2, 2", "3, 4", "4, 32", "100, 8"})
  @Timeout(value = 10, unit = TimeUnit.MINUTES)
  void all_come_out_once_and_in_order(int capacity, int ring) throws Exception {
    int items = Soak.count(500_000, 5_000_000);
    QueueCrowd crowd = new QueueCrowd(SmallQueues.queue(capacity, ring), capacity, 3, items);

    crowd.run(3, capacity);

    System.out.printf(
        "%d tasks through %d places: %d times full, %d removed, %d swaps%n",
        3 * items, capacity, crowd.refused.get(), crowd.removed.get(), crowd.swapped.get());
    assertThat(crowd.refused.get()).isPositive();
    assertThat(crowd.removed.get()).isPositive();
    assertThat(crowd.swapped.get()).isPositive();
  }
}
