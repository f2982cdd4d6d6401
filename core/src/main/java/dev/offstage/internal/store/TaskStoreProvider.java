package dev.offstage.internal.store;

import dev.offstage.Settings;
import java.util.Collection;
import java.util.function.Supplier;

/** Makes the store of an application; found by {@link java.util.ServiceLoader}. */
public interface TaskStoreProvider {
  /**
   * Connects to it. Called by a thread of the container's, on which names can be looked up.
   *
   * @param app the application's name, for messages
   * @param loader the loader of the application's classes
   * @param contexts those of the application's framework that are there when it is asked
   * @throws IllegalStateException if the settings are wrong or the store is not there: says what,
   *     and what to do
   */
  TaskStore open(
      String app,
      Settings settings,
      ClassLoader loader,
      Supplier<? extends Collection<?>> contexts);
}
