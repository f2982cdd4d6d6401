package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a task takes along from the thread that hands it over: the context class loader, what the
 * carriers hold, and what its work can only be run inside of. Immutable.
 */
public final class TaskContext {
  private static final Object[] NOTHING = {};

  private final Carriers carriers;
  private final @Nullable ClassLoader loader;
  private final @Nullable Object[] values;
  private final @Nullable Object subject;
  private final @Nullable Executor server;

  TaskContext(
      Carriers carriers,
      @Nullable ClassLoader loader,
      @Nullable Object @Nullable [] values,
      @Nullable Object subject) {
    this(carriers, loader, values == null ? NOTHING : values, subject, null);
  }

  private TaskContext(
      Carriers carriers,
      @Nullable ClassLoader loader,
      @Nullable Object[] values,
      @Nullable Object subject,
      @Nullable Executor server) {
    this.carriers = carriers;
    this.loader = loader;
    this.values = values;
    this.subject = subject;
    this.server = server;
  }

  /**
   * The same with what a server has captured of the current thread.
   *
   * @param captured runs work inside of that, on the thread that calls it
   */
  public TaskContext inside(Executor captured) {
    return new TaskContext(carriers, loader, values, subject, captured);
  }

  boolean isOnly(@Nullable ClassLoader wanted) {
    return loader == wanted && values.length == 0 && subject == null && server == null;
  }

  /**
   * Whether work may be called without {@link #call}.
   *
   * @param onNobodysThread whether nothing else than the task is on its thread, such as the task
   *     that waits for it, and the thread was made as nobody
   */
  public boolean isBare(boolean onNobodysThread) {
    return onNobodysThread && subject == null && server == null;
  }

  /**
   * Calls work inside of what cannot be set and taken away: a server's context, and a subject or
   * the absence of one.
   *
   * @throws Exception what the work throws, or what keeps it from running as whom it should
   */
  public <T extends @Nullable Object> T call(Callable<T> work) throws Exception {
    Outcome<T> outcome = new Outcome<>(work);
    Runnable asSubject =
        () -> {
          if (subject == null && Subjects.current() == null) {
            outcome.run();
          } else {
            Subjects.runAs(subject, outcome);
          }
        };
    if (server == null) {
      asSubject.run();
    } else {
      server.execute(asSubject);
    }
    if (!outcome.ran()) {
      throw new IllegalStateException(
          "the server did not run it in the context of whoever has handed it over");
    }
    return outcome.get();
  }

  /**
   * Gives the current thread this context; {@link #leave} gives it back its own. Never throws
   * because of a carrier.
   *
   * @return what the thread had; null if it had nothing other than what the task brings
   */
  public @Nullable Previous enter(Thread thread) {
    ClassLoader its = thread.getContextClassLoader();
    if (carriers.size() == 0 && its == loader) {
      return null;
    }
    Previous previous = new Previous(its, carriers.size());
    setLoader(thread, loader);
    for (int i = 0; i < carriers.size(); i++) {
      try {
        previous.values[i] = carriers.get(i).apply(values.length == 0 ? null : values[i]);
        previous.applied[i] = true;
      } catch (Throwable t) {
        // Every Throwable: an Error here would end the thread, and the task would never end.
        Log.warn("offstage: a task runs without " + carriers.get(i), t);
      }
    }
    return previous;
  }

  /** Gives the current thread back its own state. Never throws because of a carrier. */
  public void leave(Thread thread, @Nullable Previous previous) {
    if (previous != null) {
      previous.restore(thread);
    } else if (thread.getContextClassLoader() != loader) {
      // The work has changed it.
      setLoader(thread, loader);
    }
  }

  private static void setLoader(Thread thread, @Nullable ClassLoader loader) {
    try {
      thread.setContextClassLoader(loader);
    } catch (SecurityException e) {
      // Some of the JDK's own threads, those of its common pool, keep the loader that they have.
    }
  }

  /** The state that a thread had before it took a task's context. */
  public final class Previous {
    private final @Nullable ClassLoader loader;
    private final @Nullable Object[] values;
    private final boolean[] applied;

    private Previous(@Nullable ClassLoader loader, int carriers) {
      this.loader = loader;
      this.values = new Object[carriers];
      this.applied = new boolean[carriers];
    }

    private void restore(Thread thread) {
      for (int i = values.length - 1; i >= 0; i--) {
        if (!applied[i]) {
          continue;
        }
        try {
          carriers.get(i).restore(values[i]);
        } catch (Throwable t) {
          // Every Throwable: the other carriers' values must not stay on the thread, too.
          Log.warn("offstage: a thread keeps a task's " + carriers.get(i), t);
        }
      }
      setLoader(thread, loader);
    }
  }
}
