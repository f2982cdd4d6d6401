package dev.offstage.worker;

import java.io.PrintStream;

/**
 * Runs the durable tasks of a webapp outside of its server: {@code java -jar offstage-worker.jar
 * --war app.war}. {@code docs/workers.md} has the options.
 */
public final class Worker {
  private static final int FAILED = 1;
  private static final int WRONG = 2;

  private Worker() {}

  /**
   * Runs until the process gets a SIGTERM, and drains. The exit code is 0 then; 2 if the worker
   * cannot start, with the reason on standard error; 1 if it has failed otherwise.
   */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  static int run(PrintStream out, PrintStream errors, String... arguments) {
    try {
      Options options = Options.parse(arguments);
      if (options.wantsHelp()) {
        out.println(Option.usageOfAll());
      } else {
        serve(options);
      }
      return 0;
    } catch (WorkerException e) {
      errors.println("offstage-worker: " + e.getMessage());
      if (e.shown() != null) {
        e.shown().printStackTrace(errors);
      }
      return WRONG;
    } catch (Throwable t) {
      // Every Throwable: whoever started it is to see a code, and the log why.
      errors.println("offstage-worker: it has failed");
      t.printStackTrace(errors);
      return FAILED;
    }
  }

  private static void serve(Options options) throws Exception {
    StopSignal stop = StopSignal.install();
    try (Webapp webapp = Webapp.open(options.war(), options.libraries());
        Application application = Application.start(webapp, options)) {
      application.takeTasks();
      stop.await();
    } finally {
      stop.ended();
    }
  }
}
