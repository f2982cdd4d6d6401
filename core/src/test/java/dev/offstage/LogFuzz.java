package dev.offstage;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import dev.offstage.internal.text.Log;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What a log line is about may have anything in its name: it stays one line. */
public final class LogFuzz {
  private static final Logger LOGGER = Logger.getLogger("dev.offstage");
  private static final Lines LINES = new Lines();

  static {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(LINES);
  }

  private LogFuzz() {}

  public static void fuzzerTestOneInput(FuzzedDataProvider data) {
    LINES.last = "";
    Log.warn("Task '" + data.consumeRemainingAsString() + "' failed");

    assertThat(LINES.last)
        .matches("Task '[^\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029\\u202a-\\u202e]*' failed");
  }

  private static final class Lines extends Handler {
    private String last = "";

    @Override
    public void publish(LogRecord record) {
      last = new SimpleFormatter().formatMessage(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
