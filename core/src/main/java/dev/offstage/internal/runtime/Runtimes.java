package dev.offstage.internal.runtime;

import dev.offstage.internal.text.Log;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * The current runtime of this copy of the library: one for each webapp that has its own copy, one
 * for all webapps that share a copy. Only {@link Neighbours} share a copy and have one each.
 * Thread-safe.
 */
public final class Runtimes {
  private static volatile @Nullable OffstageRuntime current;

  private Runtimes() {}

  /** The current one; in a program that is not a webapp the first call starts it. */
  public static OffstageRuntime current() {
    OffstageRuntime known = current;
    if (known == null) {
      return startAlone();
    }
    return Neighbours.areMany() ? Neighbours.ofThisThread(known) : known;
  }

  /** Makes this the current one; returns the previous one, which is left as it is. */
  public static @Nullable OffstageRuntime makeCurrent(OffstageRuntime runtime) {
    synchronized (Runtimes.class) {
      OffstageRuntime previous = current;
      current = runtime;
      return previous;
    }
  }

  /** The other one takes its place, unless a third one has. */
  static void replace(OffstageRuntime runtime, OffstageRuntime other) {
    synchronized (Runtimes.class) {
      if (current == runtime) {
        current = other;
      }
    }
  }

  /** Undoes {@link #makeCurrent}. */
  public static void restore(@Nullable OffstageRuntime previous) {
    synchronized (Runtimes.class) {
      current = previous;
    }
  }

  /**
   * The running one, for one more webapp that shares this copy of the library; null if there is
   * none and the caller must start it. One whose last webapp has gone does not count, even if it
   * has not begun to drain.
   */
  public static @Nullable OffstageRuntime shareRunning() {
    OffstageRuntime running = current;
    return running != null && running.addUser() ? running : null;
  }

  private static OffstageRuntime startAlone() {
    // Outside the lock: it loads classes of the application, whose own code may come here.
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    OffstageRuntime made = SafeStart.start("main", Collections.emptyList(), loader, null);
    synchronized (Runtimes.class) {
      OffstageRuntime known = current;
      if (known != null) {
        // Another thread was quicker. Nothing has started in this one.
        made.store().close();
        return known;
      }
      if (Runtimes.class.getClassLoader() == ClassLoader.getSystemClassLoader()) {
        Runtime.getRuntime().addShutdownHook(new Thread(made::drain, "offstage-main-drain"));
      } else {
        // A shutdown hook would keep the webapp's class loader after an undeploy.
        Log.warn(
            "offstage: used in a webapp that has not started it, so nothing will drain its pools; let"
                + " the container run its ServletContainerInitializer or add the OffstageFilter to"
                + " web.xml");
      }
      current = made;
    }
    made.takeStored(pool -> true);
    if (!made.settings().log().equals("auto")) {
      // The application has started long ago, and has said what it wants.
      WebappLog.open(made.app(), made.settings().log());
    }
    return made;
  }
}
