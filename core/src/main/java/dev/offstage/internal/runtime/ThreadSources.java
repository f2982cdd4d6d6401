package dev.offstage.internal.runtime;

import dev.offstage.PoolSettings;
import dev.offstage.Settings;
import dev.offstage.internal.pool.WorkersFactory;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.workers.PoolThreads;
import dev.offstage.internal.workers.Workers;
import dev.offstage.internal.workers.WorkersOf;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Gives pools the threads that their settings ask for. Immutable. */
final class ThreadSources implements WorkersFactory {
  private final String app;
  private final Settings settings;
  private final @Nullable ClassLoader loader;
  private final Runnable threadStart;

  ThreadSources(String app, Settings settings, @Nullable ClassLoader loader) {
    this(app, settings, loader, () -> {});
  }

  private ThreadSources(
      String app, Settings settings, @Nullable ClassLoader loader, Runnable threadStart) {
    this.app = app;
    this.settings = settings;
    this.loader = loader;
    this.threadStart = threadStart;
  }

  /** The same with something that each thread does before its first task. */
  ThreadSources startingWith(Runnable first) {
    AtomicBoolean said = new AtomicBoolean();
    return new ThreadSources(
        app,
        settings,
        loader,
        () -> {
          try {
            first.run();
          } catch (Throwable t) {
            // Every Throwable: the pool has this thread and no other; its tasks will show what is
            // missing.
            if (!said.getAndSet(true)) {
              Log.warn(
                  "offstage: a thread of '" + app + "' goes on although its threadStart threw", t);
            }
          }
        });
  }

  @Override
  public Workers create(TaskHome pool, PoolSettings its) {
    String prefix = "offstage-" + app + "-" + pool.name();
    try {
      switch (its.threads()) {
        case "platform":
          return WorkersOf.threads(pool, its, PoolThreads.platform(prefix, loader), threadStart);
        case "virtual":
          return WorkersOf.threads(pool, its, PoolThreads.virtual(prefix), threadStart);
        default:
          return WorkersOf.executor(
              pool, its, ApplicationServer.executor(its.threads()), threadStart);
      }
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          settings.keyOf(pool.name(), "threads") + " = '" + its.threads() + "': " + e.getMessage(),
          e);
    }
  }
}
