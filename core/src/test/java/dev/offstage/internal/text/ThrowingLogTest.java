package dev.offstage.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.offstage.internal.log.LogTarget;
import dev.offstage.testing.LogRecords;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A webapp's logging library that fails: its lines are in the server's log. */
class ThrowingLogTest {
  private final LogRecords log = new LogRecords();

  private static final class Throwing implements LogTarget {
    @Override
    public void write(Line line, StackTraceElement from, String boundary) {
      throw new OutOfMemoryError("in the appender");
    }

    @Override
    public boolean takesWarnings(String logger) {
      return true;
    }

    @Override
    public boolean outlivesShutdown(String logger) {
      return true;
    }

    @Override
    public String toString() {
      return "a library";
    }
  }

  @AfterEach
  void stop() {
    Log.to(null);
    log.close();
  }

  @Test
  void each_line_is_there_and_the_reason_once() {
    Log.to(new Throwing());

    Log.warn("first");
    Log.warn("second");

    assertThat(log.warnings())
        .containsExactly(
            "offstage: a library threw; lines that it does not take come here", "first", "second");
    assertThat(log.all().get(0).getThrown()).hasMessage("in the appender");
    assertThat(log.all().get(1).getSourceMethodName())
        .isEqualTo("each_line_is_there_and_the_reason_once");
  }
}
