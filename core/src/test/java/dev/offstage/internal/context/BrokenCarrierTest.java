package dev.offstage.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A carrier that throws is named in the log by what it carries, and hurts nobody else. */
class BrokenCarrierTest {
  private final Thread here = Thread.currentThread();
  private final LogRecords log = new LogRecords();
  private boolean capturing = true;
  private boolean restoring = true;

  private final ContextCarrier broken =
      new ContextCarrier() {
        @Override
        public Object capture() {
          if (!capturing) {
            throw new AssertionError("cannot capture");
          }
          return "value";
        }

        @Override
        public void restore(Object captured) {
          if (!restoring) {
            throw new AssertionError("cannot restore");
          }
        }

        @Override
        public String toString() {
          return "colour of the thread";
        }
      };
  private final Carriers carriers = new Carriers(Collections.singletonList(broken));

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void that_cannot_capture() {
    capturing = false;

    carriers.capture(false);

    assertThat(log.warnings())
        .containsExactly("offstage: a task goes without colour of the thread");
  }

  @Test
  void that_cannot_set_a_value() {
    TaskContext context = carriers.capture(false);
    restoring = false;

    context.leave(here, context.enter(here));

    assertThat(log.warnings())
        .containsExactly("offstage: a task runs without colour of the thread");
  }

  @Test
  void that_cannot_take_its_value_back() {
    TaskContext context = carriers.capture(false);
    TaskContext.Previous previous = context.enter(here);
    restoring = false;

    context.leave(here, previous);

    assertThat(log.warnings())
        .containsExactly("offstage: a thread keeps a task's colour of the thread");
  }

  @Test
  void whose_names_are_those_of_the_libraries() {
    List<ContextCarrier> all =
        Arrays.asList(
            new Slf4jCarrier(), new Log4jCarrier(), new Log4j1Carrier(), new PropagationCarrier());

    assertThat(all)
        .extracting(ContextCarrier::toString)
        .containsExactly(
            "MDC of SLF4J",
            "ThreadContext of Log4j",
            "MDC of Log4j 1",
            "values of context-propagation");
  }
}
