package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.agent.AgentBridgeV1;
import dev.offstage.testing.LogRecords;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;

/** A redirected method is to be durable, and the application has no store. */
class DurableWithoutStoreTest {
  static void redirected(String text) {}

  private static boolean handOver(String options) {
    return AgentBridgeV1.handOver(
        MethodHandles.lookup(),
        "redirected",
        "(Ljava/lang/String;)V",
        1,
        options,
        new Object[] {"a"});
  }

  @Test
  void its_calls_run_inline_and_one_warning_says_what_to_set() {
    try (LogRecords log = new LogRecords();
        App app = App.with()) {
      assertThat(handOver("pool= start=NOW durable=yes")).isFalse();
      assertThat(handOver("pool= start=NOW durable=yes")).isFalse();
      assertThat(handOver("pool= start=NOW")).isTrue();

      assertThat(log.warnings())
          .singleElement()
          .asString()
          .contains("redirected runs inline", "set offstage.store to a DataSource");
    }
  }
}
