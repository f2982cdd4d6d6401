package dev.offstage.internal.context;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work as a {@link Runnable} that never throws, so that whoever puts something around it changes
 * neither its result nor its exception. For one run, on one thread.
 */
class Outcome<T extends @Nullable Object> implements Runnable {
  private final Callable<T> work;
  private boolean ran;
  private @Nullable T result;
  private @Nullable Throwable thrown;

  Outcome(Callable<T> work) {
    this.work = work;
  }

  @Override
  public void run() {
    ran = true;
    try {
      result = work.call();
    } catch (Throwable t) {
      // Every Throwable: it is thrown where the task expects it.
      thrown = t;
    }
  }

  /** Whether the work was called, whatever became of it. */
  boolean ran() {
    return ran;
  }

  /** What the work returned; throws what it threw. */
  @SuppressWarnings("NullAway") // null where T allows it
  T get() throws Exception {
    if (thrown != null) {
      throw Outcome.<RuntimeException>unchanged(thrown);
    }
    return result;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> E unchanged(Throwable t) throws E {
    throw (E) t;
  }
}
