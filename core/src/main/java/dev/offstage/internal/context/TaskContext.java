package dev.offstage.internal.context;

import dev.offstage.internal.Log;
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
   * Gives the current thread this context; {@link Previous#restore} gives it its own back. Never
   * throws.
   */
  public Previous enter() {
    Thread thread = Thread.currentThread();
    Previous previous = new Previous(thread.getContextClassLoader(), carriers.size());
    thread.setContextClassLoader(loader);
    for (int i = 0; i < carriers.size(); i++) {
      try {
        previous.values[i] = carriers.get(i).apply(values.length == 0 ? null : values[i]);
        previous.applied[i] = true;
      } catch (Throwable t) {
        // Every Throwable: an Error here would end the thread, and the task would never end.
        Log.warn("offstage: a task runs without what " + carriers.get(i) + " carries", t);
      }
    }
    return previous;
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

    /** Gives the thread its own state back. Never throws. */
    public void restore() {
      for (int i = values.length - 1; i >= 0; i--) {
        if (!applied[i]) {
          continue;
        }
        try {
          carriers.get(i).restore(values[i]);
        } catch (Throwable t) {
          // Every Throwable: the other carriers' values must not stay on the thread, too.
          Log.warn("offstage: a thread keeps what " + carriers.get(i) + " carried for a task", t);
        }
      }
      Thread.currentThread().setContextClassLoader(loader);
    }
  }
}
