package dev.offstage.agent.advise;

import dev.offstage.agent.Count;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Watches the JVM that it runs in and gives advice. Whatever goes wrong stays here: the report then
 * says so, and the application runs on. Keeps nothing once it is done.
 */
public final class Advisor {
  private static final long MOST_MILLIS = 60 * 60 * 1000;
  private static final AtomicBoolean RUNNING = new AtomicBoolean();

  private Advisor() {}

  /**
   * Watches, and returns what that has shown. Only one runs at a time: a second one immediately
   * says that there is another.
   */
  public static AdviceReport watch(Instrumentation instrumentation, AdviceRequest request) {
    if (!RUNNING.compareAndSet(false, true)) {
      return AdviceReport.ofFailure("someone else is watching this JVM; try again later");
    }
    try {
      return look(instrumentation, request);
    } catch (Throwable t) {
      // Every Throwable: this thread belongs to the application's JVM.
      return AdviceReport.ofFailure("watching failed: " + t);
    } finally {
      RUNNING.set(false);
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
          "There was time for only "
              + Count.of(sampler.looks(), "look")
              + " at the threads: each took "
              + sampler.millisPerLook()
              + " ms, and all together may take at most a twentieth of the time.");
    }
    try (LoadedSource source = new LoadedSource(instrumentation.getAllLoadedClasses())) {
      return Analysis.prepare(samples, source, request.own).report(watch.urls(), notes);
    }
  }
}
