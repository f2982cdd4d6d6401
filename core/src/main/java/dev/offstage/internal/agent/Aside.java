package dev.offstage.internal.agent;

import dev.offstage.internal.text.Log;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Work that reads a webapp's class files, one after the other on a thread that exists only
 * meanwhile. Not on the application's timer: everything that has a time limit would wait for it.
 * Thread-safe.
 */
final class Aside {
  private static final long LONGEST_END = TimeUnit.SECONDS.toMillis(5);

  private final String name;
  private final ClassLoader loader;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private @Nullable Thread thread;
  private boolean ended;

  Aside(String name, ClassLoader loader) {
    this.name = name;
    this.loader = loader;
  }

  /** Returns at once; does nothing after the end. */
  synchronized void run(Runnable work) {
    if (ended) {
      return;
    }
    waiting.add(work);
    if (thread == null) {
      try {
        thread = start();
      } catch (Throwable t) {
        // Every Throwable, such as no memory for a thread: a request may be what brought us here.
        gaveUp(t);
      }
    }
  }

  private synchronized void gaveUp(Throwable reason) {
    waiting.clear();
    thread = null;
    Log.warn("offstage: what the rules do is not known", reason);
  }

  private Thread start() {
    Thread started = new Thread(this::runAll, name);
    started.setDaemon(true);
    started.setContextClassLoader(loader);
    // The application's handler may end the JVM.
    started.setUncaughtExceptionHandler((thread, thrown) -> gaveUp(thrown));
    started.start();
    return started;
  }

  private void runAll() {
    for (Runnable work = next(); work != null; work = next()) {
      try {
        work.run();
      } catch (Throwable t) {
        // Every Throwable: nobody waits for it, and the webapp works without it.
        Log.warn("offstage: what the rules do is not known", t);
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable work = waiting.poll();
    if (work == null) {
      thread = null;
    }
    return work;
  }

  /** Interrupts the work, and waits for it, but not forever. */
  void end() {
    Thread running;
    synchronized (this) {
      ended = true;
      waiting.clear();
      running = thread;
    }
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
      try {
        running.join(LONGEST_END);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
