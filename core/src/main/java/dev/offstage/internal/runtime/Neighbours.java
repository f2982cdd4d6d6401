package dev.offstage.internal.runtime;

import dev.offstage.internal.task.PoolTask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Applications that share one copy of the library and still have a runtime each, as two contexts of
 * Spring Boot in one JVM do. A task and a request belong to one of them; any other thread could be
 * of each, and gets the newest. Thread-safe.
 */
public final class Neighbours {
  // The oldest first; replaced as a whole.
  private static volatile List<OffstageRuntime> all = Collections.emptyList();
  private static volatile Supplier<? extends @Nullable OffstageRuntime> ofRequest = () -> null;

  private Neighbours() {}

  /** Says how to find the runtime of the current thread's request; null outside of one. */
  public static void findByRequest(Supplier<? extends @Nullable OffstageRuntime> source) {
    ofRequest = source;
  }

  /** One more, which is the current one from now on, beside one that was alone until now. */
  public static synchronized void add(OffstageRuntime runtime) {
    OffstageRuntime previous = Runtimes.makeCurrent(runtime);
    List<OffstageRuntime> more = new ArrayList<>(all);
    if (previous != null && !more.contains(previous)) {
      more.add(previous);
    }
    more.removeIf(one -> !one.isRunning());
    more.add(runtime);
    all = Collections.unmodifiableList(more);
  }

  /**
   * Counts one webapp less of a runtime, and drains it with the last one. Its own tasks and
   * requests stay with it meanwhile, other threads get the newest of those that go on. If there is
   * no other, it stays the current one, and refuses what comes.
   */
  public static void release(OffstageRuntime runtime) {
    if (!runtime.removeUser()) {
      return;
    }
    synchronized (Neighbours.class) {
      OffstageRuntime other = newestBut(runtime);
      if (other != null) {
        Runtimes.replace(runtime, other);
      }
    }
    try {
      runtime.drain();
    } finally {
      remove(runtime);
      if (!hasOthers(runtime)) {
        WebappLog.close();
      }
    }
  }

  private static synchronized void remove(OffstageRuntime runtime) {
    List<OffstageRuntime> fewer = new ArrayList<>(all);
    fewer.remove(runtime);
    all = Collections.unmodifiableList(fewer);
  }

  private static @Nullable OffstageRuntime newestBut(OffstageRuntime runtime) {
    OffstageRuntime newest = null;
    for (OffstageRuntime one : all) {
      newest = one == runtime ? newest : one;
    }
    return newest;
  }

  /** Whether others than this one go on. */
  public static boolean hasOthers(OffstageRuntime runtime) {
    return newestBut(runtime) != null;
  }

  static boolean areMany() {
    return all.size() > 1;
  }

  /** Any other than the newest, unless a test has put one of its own in their place. */
  static OffstageRuntime ofThisThread(OffstageRuntime current) {
    List<OffstageRuntime> known = all;
    if (!known.contains(current)) {
      return current;
    }
    PoolTask<?> task = PoolTask.current();
    if (task != null) {
      for (OffstageRuntime one : known) {
        if (task.hears(one.listeners())) {
          return one;
        }
      }
    }
    OffstageRuntime own = ofRequest.get();
    return own == null ? current : own;
  }
}
