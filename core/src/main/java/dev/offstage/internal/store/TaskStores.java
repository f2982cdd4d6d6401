package dev.offstage.internal.store;

import dev.offstage.Settings;
import java.util.Collection;
import java.util.Iterator;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the store that the settings name. */
public final class TaskStores {
  private TaskStores() {}

  /**
   * The store of an application; null if its settings name none.
   *
   * @throws IllegalStateException if there is none that can be used: says what to do
   */
  public static @Nullable TaskStore open(
      String app,
      Settings settings,
      @Nullable ClassLoader loader,
      Supplier<? extends Collection<?>> contexts) {
    if (!settings.store().isSet() || !settings.enabled()) {
      return null;
    }
    ClassLoader ours = TaskStores.class.getClassLoader();
    // The jar is where this library's is.
    Iterator<TaskStoreProvider> found =
        ServiceLoader.load(TaskStoreProvider.class, ours).iterator();
    if (!found.hasNext()) {
      throw new IllegalStateException(
          "Offstage cannot start: offstage.store is set, but offstage-durable.jar is missing. Put it"
              + " beside offstage.jar, such as into WEB-INF/lib");
    }
    return found.next().open(app, settings, loader == null ? ours : loader, contexts);
  }
}
