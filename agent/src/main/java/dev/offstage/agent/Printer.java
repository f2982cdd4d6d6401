package dev.offstage.agent;

import dev.offstage.agent.rules.OneLine;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Prints lines on a thread of its own, which ends when there is nothing left to say.
 *
 * <p>They are not printed where they arise: that is inside class loading, and a server that
 * redirects standard error to its log would load classes there, too. Thread-safe.
 */
final class Printer {
  private static final String PREFIX = "[offstage] ";

  /** If the stream blocks, further lines are lost; JMX still shows what is redirected. */
  private static final int MOST_LINES = 10000;

  private final PrintStream out;
  private final Queue<String> lines = new ArrayDeque<String>();
  private boolean printing;

  Printer(PrintStream out) {
    this.out = out;
  }

  /** Never throws. */
  void print(String line) {
    synchronized (this) {
      if (lines.size() < MOST_LINES) {
        lines.add(OneLine.of(line));
      }
      if (printing) {
        return;
      }
      printing = true;
    }
    try {
      Thread thread = new Thread(new Loop(), "offstage-agent-report");
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
    } catch (Throwable t) {
      // Every Throwable, such as no memory for a thread: the next line tries again.
      pause();
    }
  }

  private synchronized void pause() {
    printing = false;
  }

  private synchronized @Nullable String next() {
    String line = lines.poll();
    printing = line != null;
    return line;
  }

  private final class Loop implements Runnable {
    @Override
    public void run() {
      try {
        for (String line = next(); line != null; line = next()) {
          out.println(PREFIX + line);
        }
      } catch (Throwable t) {
        // Every Throwable: a server's own stream may throw, and the application's
        // uncaught-exception handler may end the JVM. The next line tries again.
        pause();
      }
    }
  }
}
