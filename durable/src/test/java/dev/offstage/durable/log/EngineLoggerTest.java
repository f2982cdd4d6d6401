package dev.offstage.durable.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.testing.LogRecords;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EngineLoggerTest {
  private final Exception cause = new Exception("of the test");
  private final Logger details = Logger.getLogger(EngineLogger.DETAILS);
  private final dev.offstage.durable.log.Logger logger =
      LoggerFactory.getLogger(EngineLoggerTest.class);

  private LogRecords records;

  @BeforeEach
  void listen() {
    records = new LogRecords();
  }

  @AfterEach
  void reset() {
    details.setLevel(null);
    records.close();
  }

  @Test
  void a_warning_and_an_error_are_warnings_of_the_library() {
    logger.warn("The lease of {} ended", "task-1");
    logger.error("Failed to pick {} of {}", 3, null);
    logger.error("Failed {} {} {}", "a", "b", "c");

    assertThat(records.warnings())
        .containsExactly(
            "offstage: The lease of task-1 ended",
            "offstage: Failed to pick 3 of null",
            "offstage: Failed a b c");
  }

  @Test
  void an_error_that_is_the_last_argument_is_the_cause() {
    logger.error("Failed to run {}", "task-1", cause);
    logger.error("Failed to complete", cause);

    assertThat(records.all()).allMatch(record -> record.getThrown() == cause);
    assertThat(records.warnings())
        .containsExactly("offstage: Failed to run task-1", "offstage: Failed to complete");
  }

  @Test
  void what_the_engine_merely_tells_is_not_seen() {
    logger.info("Starting scheduler");
    logger.debug("Picked {}", "task-1");
    logger.trace("Woken");

    assertThat(records.all()).isEmpty();
    assertThat(logger.isDebugEnabled()).isFalse();
  }

  @Test
  void whoever_asks_for_it_sees_it() {
    details.setLevel(Level.FINER);

    logger.info("Starting {}", "scheduler");
    logger.debug("Woken", cause);
    logger.trace("Asleep");

    assertThat(logger.isDebugEnabled()).isTrue();
    assertThat(records.messages()).containsExactly("Starting scheduler", "Woken");
    LogRecord last = records.all().get(1);
    assertThat(last.getThrown()).isSameAs(cause);
    assertThat(last.getSourceClassName()).isEqualTo(EngineLoggerTest.class.getName());
  }

  @Test
  void places_and_arguments_need_not_match() {
    logger.warn("{} and {}", "one", "two");
    logger.warn("{} and {}", "one");
    logger.warn("none", "one");

    assertThat(records.warnings())
        .containsExactly("offstage: one and two", "offstage: one and {}", "offstage: none");
  }
}
