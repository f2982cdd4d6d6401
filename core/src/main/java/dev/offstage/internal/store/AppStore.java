package dev.offstage.internal.store;

import dev.offstage.Settings;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The place of one application's durable tasks, if it has any. Thread-safe. */
public final class AppStore {
  private final @Nullable TaskStore store;
  private final boolean needsNone;
  private final AtomicBoolean begun = new AtomicBoolean();

  private AppStore(@Nullable TaskStore store, boolean needsNone) {
    this.store = store;
    this.needsNone = needsNone;
  }

  /**
   * The one of its settings.
   *
   * @param contexts those of its framework that are there when it is asked
   * @throws IllegalStateException if there is none that can be used: says what to do
   */
  public static AppStore open(
      String app,
      Settings settings,
      @Nullable ClassLoader loader,
      Supplier<? extends Collection<?>> contexts) {
    return new AppStore(TaskStores.open(app, settings, loader, contexts), !settings.enabled());
  }

  /** That of a test, whose durable tasks live in memory if it has none. */
  public static AppStore of(@Nullable TaskStore store) {
    return new AppStore(store, true);
  }

  /** Null if its durable tasks live in memory, as all others. */
  public @Nullable TaskStore orNull() {
    return store;
  }

  /**
   * Checks that durable tasks can be handed over.
   *
   * @throws IllegalStateException if not: says what to do
   */
  public void check() {
    if (store == null && !needsNone) {
      throw new IllegalStateException(
          "There is no store for durable tasks: set offstage.store to a DataSource, a JDBC URL or a"
              + " directory");
    }
  }

  /** Begins to run what is written down: not before the application can, and once. */
  public void begin(Iterable<? extends StorePool> pools) {
    if (store != null && !begun.getAndSet(true)) {
      store.open(pools);
    }
  }

  /** Takes no more; what no thread has begun with is others', or for the next start. */
  public void stopTaking() {
    if (store != null) {
      store.stopTaking();
    }
  }

  /** The same for everything, and for good. */
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
