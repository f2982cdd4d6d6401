package dev.offstage.agent;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far an agent that is attached has got, for the command that waits for it: one line in the
 * file that will have the report.
 */
final class Progress {
  private static final long INTERVAL = TimeUnit.MILLISECONDS.toNanos(250);

  private final long interval;
  private @Nullable File file;
  private long told = System.nanoTime();

  /**
   * @param file null if nobody waits
   */
  Progress(@Nullable String file) {
    this(file, INTERVAL);
  }

  Progress(@Nullable String file, long intervalNanos) {
    this.interval = intervalNanos;
    this.file = file == null ? null : new File(file);
  }

  /** Called for each class. */
  void lookedAt(int classes, int all, int jars) {
    if (file != null && System.nanoTime() - told >= interval) {
      told = System.nanoTime();
      tell(file, "looked at " + classes + " of " + all + " loaded classes, in " + jars + " jars");
    }
  }

  private void tell(File into, String line) {
    try {
      if (into.exists()) {
        try (Writer out =
            new OutputStreamWriter(new FileOutputStream(into), StandardCharsets.UTF_8)) {
          out.write(OffstageAgent.PROGRESS + line + "\n");
        }
      }
    } catch (IOException | RuntimeException e) {
      // The report will not reach anybody either, and says so.
      file = null;
    }
  }
}
