package dev.offstage.agent.advise;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches the JVM that it runs in and writes advice to a file. Whatever goes wrong stays here: the
 * file then says so, and the application runs on. Keeps nothing once it is done.
 */
public final class Advisor {
  static final String THREAD = "offstage-advise";

  private static final long MOST_MILLIS = 60 * 60 * 1000;
  private static final AtomicBoolean RUNNING = new AtomicBoolean();

  private Advisor() {}

  /** Begins on a thread of its own and returns. */
  public static void start(Instrumentation instrumentation, AdviceRequest request) {
    Thread thread = new Thread(() -> run(instrumentation, request), THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * Watches, then writes the file. Only one runs at a time: a second one immediately writes that
   * there is another.
   */
  public static void run(Instrumentation instrumentation, AdviceRequest request) {
    AdviceReport report;
    if (RUNNING.compareAndSet(false, true)) {
      try {
        report = look(instrumentation, request);
      } catch (Throwable t) {
        // Every Throwable: this thread belongs to the application's JVM.
        report = AdviceReport.ofFailure("watching failed: " + t);
      } finally {
        RUNNING.set(false);
      }
    } else {
      report = AdviceReport.ofFailure("someone else is watching this JVM; try again later");
    }
    try {
      ReportFile.write(report, request.result);
    } catch (IOException | RuntimeException e) {
      System.err.println("[offstage] advice cannot be written: " + e);
    }
  }

  private static AdviceReport look(Instrumentation instrumentation, AdviceRequest request)
      throws IOException {
    Samples samples = new Samples();
    RequestWatch watch = new RequestWatch();
    Sampler sampler =
        new Sampler(Math.min(MOST_MILLIS, request.millis), request.intervalMillis, samples, watch);
    RequestWatch.use(watch);
    WatchPoints points = WatchPoints.open(instrumentation);
    try {
      sampler.run();
    } finally {
      points.close();
      RequestWatch.use(null);
    }
    List<String> notes = new ArrayList<>();
    if (sampler.isSlowedDown()) {
      notes.add(
          "There were only "
              + sampler.looks()
              + " looks at the threads: each took "
              + sampler.millisPerLook()
              + " ms, and all together may take at most a twentieth of the time.");
    }
    try (LoadedSource source = new LoadedSource(instrumentation.getAllLoadedClasses())) {
      return Analysis.prepare(samples, source, request.own).report(watch.urls(), notes);
    }
  }
}
