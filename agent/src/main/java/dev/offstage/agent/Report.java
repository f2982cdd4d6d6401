package dev.offstage.agent;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What was redirected and what was refused, printed by a thread of its own that ends when there is
 * nothing left to say.
 *
 * <p>Not printed where it happens: that is inside of class loading, and a server that turns
 * standard error into its log would load classes there, too. Thread-safe.
 */
final class Report {
  private static final String PREFIX = "[offstage] ";

  private final PrintStream out;
  private final Queue<String> lines = new ArrayDeque<String>();
  private boolean printing;

  Report(PrintStream out) {
    this.out = out;
  }

  void add(String line) {
    synchronized (this) {
      lines.add(line);
      if (printing) {
        return;
      }
      printing = true;
    }
    Thread printer = new Thread(new Printer(), "offstage-agent-report");
    printer.setDaemon(true);
    printer.setContextClassLoader(null);
    printer.start();
  }

  private synchronized @Nullable String next() {
    String line = lines.poll();
    printing = line != null;
    return line;
  }

  private final class Printer implements Runnable {
    @Override
    public void run() {
      for (String line = next(); line != null; line = next()) {
        out.println(PREFIX + line);
      }
    }
  }
}
