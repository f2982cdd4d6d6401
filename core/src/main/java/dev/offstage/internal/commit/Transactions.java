package dev.offstage.internal.commit;

import dev.offstage.internal.text.Log;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.LinkedHashSet;
import java.util.Set;
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
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(application.get());
    loaders.add(OWN);
    loaders.remove(null);
    try {
      for (ClassLoader loader : loaders) {
        Transaction spring = SpringTransactions.current(loader);
        if (spring != null) {
          return spring;
        }
      }
      for (ClassLoader loader : loaders) {
        Transaction managed = JtaTransactions.current(loader);
        if (managed != null) {
          return managed;
        }
      }
    } catch (Throwable t) {
      // Every Throwable: what hands work over goes on.
      if (!said.getAndSet(true)) {
        Log.warn("offstage: tasks start before the commit: the transaction cannot be seen", t);
      }
    }
    return null;
  }
}
