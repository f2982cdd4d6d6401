package dev.offstage.durable.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The process of a database server, which ends with this JVM however that ends. */
final class ServerProcess {
  // A shell beside the server has its signals from our pipe. At the end of the pipe, which comes
  // also when this JVM is killed, it sends the last one.
  private static final String SHELL =
      "server=$$; crash=$1; shift; exec 3<&0;"
          + " (while read -r signal <&3; do kill -s \"$signal\" $server; done;"
          + " kill -s \"$crash\" $server) >/dev/null 2>&1 &"
          + " exec \"$@\" 3<&- </dev/null";
  private static final int MOST_SECONDS = 60;

  private final Process process;
  private final File log;

  private ServerProcess(Process process, File log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a server.
   *
   * @param crash the signal that ends it at once, as a crash does
   */
  static ServerProcess start(File log, String crash, List<String> command) throws IOException {
    List<String> shell = new ArrayList<>(Arrays.asList("sh", "-c", SHELL, "sh", crash));
    shell.addAll(command);
    Process process =
        new ProcessBuilder(shell)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
            .start();
    return new ServerProcess(process, log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal, such as QUIT, and waits for the end. */
  void end(String signal) throws IOException, InterruptedException {
    process.getOutputStream().write((signal + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Goes on after SIG" + signal + ": " + log());
    }
  }

  String log() {
    try {
      return log
          + " says:\n"
          + new String(Files.readAllBytes(log.toPath()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
