package dev.offstage.internal.runtime;

import dev.offstage.PoolSettings;
import dev.offstage.Settings;
import dev.offstage.internal.pool.WorkersFactory;
import dev.offstage.internal.task.TaskHome;
import dev.offstage.internal.text.Log;
import dev.offstage.internal.workers.PoolThreads;
import dev.offstage.internal.workers.ServerExecutor;
import dev.offstage.internal.workers.Workers;
import dev.offstage.internal.workers.WorkersOf;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives pools the threads that their settings ask for. Immutable. */
final class ThreadSources implements WorkersFactory {
  private final String app;
  private final Settings settings;
  private final @Nullable ClassLoader loader;
  private final @Nullable ExecutorBeans beans;
  private final @Nullable Executor given;
  private final Runnable threadStart;

  ThreadSources(
      String app, Settings settings, @Nullable ClassLoader loader, @Nullable ExecutorBeans beans) {
    this(app, settings, loader, beans, null, () -> {});
  }

  private ThreadSources(
      String app,
      Settings settings,
      @Nullable ClassLoader loader,
      @Nullable ExecutorBeans beans,
      @Nullable Executor given,
      Runnable threadStart) {
    this.app = app;
    this.settings = settings;
    this.loader = loader;
    this.beans = beans;
    this.given = given;
    this.threadStart = threadStart;
  }

  /**
   * The same for one pool, unless tests have other workers.
   *
   * @param executor gives the threads, whatever the settings say; null if they do
   * @param first what each thread does before its first task; null for nothing
   */
  static WorkersFactory with(
      WorkersFactory all, @Nullable Executor executor, @Nullable Runnable first) {
    return all instanceof ThreadSources ? ((ThreadSources) all).with(executor, first) : all;
  }

  private ThreadSources with(@Nullable Executor executor, @Nullable Runnable first) {
    Runnable start = first == null ? threadStart : safe(first);
    return new ThreadSources(app, settings, loader, beans, executor, start);
  }

  private Runnable safe(Runnable first) {
    AtomicBoolean said = new AtomicBoolean();
    return () -> {
      try {
        first.run();
      } catch (Throwable t) {
        // Every Throwable: the pool has this thread and no other; its tasks will show what is
        // missing.
        if (!said.getAndSet(true)) {
          Log.warn("offstage: a thread of '" + app + "' goes on although its threadStart threw", t);
        }
      }
    };
  }

  @Override
  public Workers create(TaskHome pool, PoolSettings its) {
    if (given != null) {
      ServerExecutor known = ExecutorKinds.of(given);
      return WorkersOf.executor(pool, its, () -> known, threadStart);
    }
    String prefix = "offstage-" + app + "-" + pool.name();
    String setting = settings.keyOf(pool.name(), "threads") + " = '" + its.threads() + "'";
    try {
      switch (its.threads()) {
        case "platform":
          return WorkersOf.threads(pool, its, PoolThreads.platform(prefix, loader), threadStart);
        case "virtual":
          return WorkersOf.threads(pool, its, PoolThreads.virtual(prefix), threadStart);
        default:
          return WorkersOf.executor(pool, its, executor(its, setting), threadStart);
      }
    } catch (IllegalStateException e) {
      // In place of e, and not around it: servers print the message of each cause.
      throw new IllegalStateException(setting + ": " + e.getMessage(), e.getCause());
    }
  }

  private Supplier<ServerExecutor> executor(PoolSettings its, String setting) {
    String bean = its.threadsBean();
    if (bean == null) {
      ServerExecutor known = ApplicationServer.executor(its.threads());
      return () -> known;
    }
    if (beans == null) {
      throw new IllegalStateException(
          "this application has no Spring context that Offstage knows: set platform, virtual or a"
              + " JNDI name, or give the executor to Pool.builder(..).threads(..)");
    }
    return new BeanExecutor(beans, bean, setting);
  }
}
