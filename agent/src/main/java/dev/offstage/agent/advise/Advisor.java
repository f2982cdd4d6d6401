package dev.offstage.agent.advise;

import java.io.File;
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

  /** Begins on a thread of its own and returns; the parameters are those of {@link #run}. */
  public static void start(
      final Instrumentation instrumentation,
      final long millis,
      final long intervalMillis,
      final File result) {
    Thread thread =
        new Thread(
            new Runnable() {
              @Override
              public void run() {
                Advisor.run(instrumentation, millis, intervalMillis, result);
              }
            },
            THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * Watches, and returns what that has shown. Only one runs at a time: a second one immediately
   * says that there is another.
   */
  public static AdviceReport watch(
      Instrumentation instrumentation, long millis, long intervalMillis) {
    if (!RUNNING.compareAndSet(false, true)) {
      return AdviceReport.ofFailure("someone else is watching this JVM; try again later");
    }
    try {
      return look(instrumentation, Math.min(MOST_MILLIS, millis), intervalMillis);
    } catch (Throwable t) {
      // Every Throwable: this thread belongs to the application's JVM.
      return AdviceReport.ofFailure("watching failed: " + t);
    } finally {
      RUNNING.set(false);
    }
  }

  /**
   * Watches, then writes the file. Only one runs at a time: a second one immediately writes that
   * there is another.
   *
   * @param millis how long, an hour at most
   * @param intervalMillis from one look to the next; at least 5, and more if looks take long
   * @param result appears in one step, replacing an empty file if there is one; to be read by
   *     {@link AdviceReport#read}
   */
  public static void run(
      Instrumentation instrumentation, long millis, long intervalMillis, File result) {
    AdviceReport report = watch(instrumentation, millis, intervalMillis);
    try {
      report.write(result);
    } catch (IOException | RuntimeException e) {
      System.err.println("[offstage] advice cannot be written: " + e);
    }
  }

  private static AdviceReport look(
      Instrumentation instrumentation, long millis, long intervalMillis) {
    Samples samples = new Samples();
    Sampler sampler = new Sampler(millis, intervalMillis, samples);
    sampler.run();
    List<String> notes = new ArrayList<String>();
    if (sampler.isSlowedDown()) {
      notes.add(
          "There were only "
              + sampler.looks()
              + " looks at the threads: each took "
              + sampler.millisPerLook()
              + " ms, and all together may take at most a twentieth of the time.");
    }
    LoadedTypes types = new LoadedTypes(instrumentation.getAllLoadedClasses(), samples.types());
    return Analysis.of(samples, types, notes);
  }
}
