package dev.offstage.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.offstage.Bound;
import dev.offstage.Task;
import dev.offstage.durable.testing.Database;
import dev.offstage.durable.testing.TestDatabase;
import dev.offstage.durable.testing.TestNode;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A result that the database does not take, since it takes only so many bytes at once. */
final class HugeResultTest {
  private static final Duration MOST = Duration.ofSeconds(50);
  private static final int CHARS = 6_000_000;

  @ParameterizedTest
  @EnumSource(names = {"MARIADB", "MYSQL"})
  void it_is_left_out_and_keeps_no_other_task_from_ending(Database kind) throws Exception {
    try (TestDatabase database = kind.fresh()) {
      database.execute("set global max_allowed_packet = 4194304");
      // For as long its thread waits for its end to be written: it knows the result.
      try (TestNode node = TestNode.start("one", database, "offstage.store.lease", "1m")) {
        Task<String> huge = node.task(Bound.call(Jobs::repeat, "x", CHARS)).start();
        assertThat(huge.join(MOST)).hasSize(CHARS);
        assertThat(node.task(Bound.call(Jobs::note, "small")).start().join(MOST))
            .isEqualTo("noted small");
        await()
            .atMost(MOST)
            .untilAsserted(
                () ->
                    assertThat(database.query("select count(*) from offstage_tasks"))
                        .isEqualTo("0"));
        assertThat(
                database.query(
                    "select concat(state, ': ', reason) from offstage_ended where task_instance = '"
                        + huge.id()
                        + "'"))
            .startsWith("SUCCEEDED: the store does not take its outcome: ");
      } finally {
        database.execute("set global max_allowed_packet = default");
      }
    }
  }
}
