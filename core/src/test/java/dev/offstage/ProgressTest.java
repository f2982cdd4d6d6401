package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
  @Test
  void a_task_has_what_its_work_has_said_last() throws Exception {
    CountDownLatch said = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Pool pool = Pool.builder("progress").size(1).build()) {
      Task<?> task =
          pool.run(
              () -> {
                Progress.report(1, 3);
                Progress.report(2, 3, "two");
                said.countDown();
                goOn.await();
              });
      said.await();
      Progress progress = task.progress();
      assertThat(progress).hasToString("2 of 3: two");
      assertThat(progress.percent()).isEqualTo(66);
      goOn.countDown();
      task.join();
      assertThat(task.progress()).isSameAs(progress);
      assertThat(pool.run(() -> {}).progress()).isNull();
    }
  }

  @Test
  void without_a_total_there_is_no_percentage() throws Exception {
    try (Pool pool = Pool.builder("progress").size(1).build()) {
      Task<?> task = pool.run(() -> Progress.report(7, 0, String.format("%1000d", 0)));
      task.join();
      assertThat(task.progress().percent()).isEqualTo(-1);
      assertThat(task.progress().message()).hasSize(500);
    }
  }

  @Test
  void outside_of_a_task_it_says_nothing_to_nobody() {
    Progress.report(1, 2, "nobody");
    assertThat(Task.current()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", "3, 2", "0, -1"})
  void what_cannot_be_is_refused(long done, long total) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Progress.report(done, total))
        .withMessageContaining("done is " + done + " and total " + total);
  }
}
