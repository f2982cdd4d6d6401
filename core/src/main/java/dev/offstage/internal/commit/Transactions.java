package dev.offstage.internal.commit;

import dev.offstage.internal.text.Log;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Finds the current thread's transaction: Spring's first, since it also tells of JTA's that it has
 * begun itself, then JTA's. Nothing of either is needed to be there. Thread-safe.
 *
 * <p>Several webapps may share this library, and have a Spring of their own each. Which of them a
 * thread works for is said by its context class loader; a thread that has none of the webapp's, as
 * those of {@code ForkJoinPool}, is taken to belong to the application that made this object.
 */
public final class Transactions {
  private static final @Nullable ClassLoader OWN = Transactions.class.getClassLoader();

  private final Reference<ClassLoader> application =
      new WeakReference<>(Thread.currentThread().getContextClassLoader());
  private final AtomicBoolean said = new AtomicBoolean();

  /** The current one; null if there is none, or none that can be found. Never throws. */
  public @Nullable Transaction current() {
    ClassLoader webapp = Thread.currentThread().getContextClassLoader();
    ClassLoader other = application.get();
    try {
      Transaction found = seenBy(webapp);
      if (found == null && other != webapp) {
        found = seenBy(other);
      }
      if (found == null && OWN != webapp && OWN != other) {
        found = seenBy(OWN);
      }
      return found;
    } catch (Throwable t) {
      // Every Throwable: what hands work over goes on.
      if (!said.getAndSet(true)) {
        Log.warn("offstage: tasks start before the commit: the transaction cannot be seen", t);
      }
      return null;
    }
  }

  private static @Nullable Transaction seenBy(@Nullable ClassLoader loader) throws Throwable {
    if (loader == null) {
      return null;
    }
    Transaction spring = SpringTransactions.current(loader);
    return spring == null ? JtaTransactions.current(loader) : spring;
  }
}
