package dev.offstage.agent.cli;

import dev.offstage.agent.OffstageAgent;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints how far the agent has got in the other JVM, every second until it ends. */
final class AttachProgress {
  private final Path file;
  private final PrintStream err;
  private final CountDownLatch done = new CountDownLatch(1);

  private AttachProgress(Path file, PrintStream err) {
    this.file = file;
    this.err = err;
  }

  /**
   * Begins to print.
   *
   * @param file where the agent will put its report
   */
  static AttachProgress begin(Path file, String pid, PrintStream err) {
    AttachProgress progress = new AttachProgress(file, err);
    Thread thread = new Thread(() -> progress.print(pid), "offstage-attach-progress");
    thread.setDaemon(true);
    thread.start();
    return progress;
  }

  private void print(String pid) {
    try {
      while (!done.await(1, TimeUnit.SECONDS)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          if (line.startsWith(OffstageAgent.PROGRESS)) {
            err.println(
                "Process " + pid + " has " + line.substring(OffstageAgent.PROGRESS.length()));
          }
        }
      }
    } catch (InterruptedException | IOException e) {
      // The command ends, or says itself that it cannot read the file.
    }
  }

  void end() {
    done.countDown();
  }
}
