package dev.offstage.internal.context;

import dev.offstage.internal.text.Log;
import org.jspecify.annotations.Nullable;

/**
 * What a task takes along from the thread that hands it over: the context class loader and what the
 * carriers hold. Immutable.
 */
public final class TaskContext {
  private static final Object[] NOTHING = {};

  private final Carriers carriers;
  private final @Nullable ClassLoader loader;
  private final @Nullable Object[] values;

  TaskContext(
      Carriers carriers, @Nullable ClassLoader loader, @Nullable Object @Nullable [] values) {
    this.carriers = carriers;
    this.loader = loader;
    this.values = values == null ? NOTHING : values;
  }

  boolean isOnly(@Nullable ClassLoader wanted) {
    return loader == wanted && values.length == 0;
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
