package dev.offstage.internal.runtime;

import dev.offstage.Settings;
import dev.offstage.SettingsException;
import dev.offstage.SettingsSource;
import dev.offstage.internal.text.Log;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a runtime. What the user has to mend stops the application with a message; an error of
 * this library's own does not: the application then runs as without it.
 */
public final class SafeStart {
  private SafeStart() {}

  /**
   * Starts it with the settings from all places.
   *
   * @param sources the webapp's own settings
   * @param loader the loader of the application's classes
   * @param beans where settings may name an executor; null if the application has none
   * @throws SettingsException if a value is not allowed
   * @throws IllegalStateException if a pool cannot have the threads that its settings ask for
   */
  public static OffstageRuntime start(
      String app,
      List<SettingsSource> sources,
      @Nullable ClassLoader loader,
      @Nullable ExecutorBeans beans) {
    try {
      List<String> missing = NeededPermissions.missing();
      if (missing.isEmpty()) {
        return OffstageRuntime.start(app, Settings.load(sources), loader, beans);
      }
      sayOff(
          app,
          "the security manager does not let it work. Grant offstage.jar in the server's policy: "
              + String.join(" ", missing),
          null);
    } catch (SettingsException | IllegalStateException e) {
      throw e;
    } catch (Throwable t) {
      // Every Throwable: a class of this library that cannot be loaded is an Error.
      sayOff(app, "it could not start", t);
    }
    return off(app, sources, loader);
  }

  /** One that runs everything inline. */
  public static OffstageRuntime off(
      String app, List<SettingsSource> sources, @Nullable ClassLoader loader) {
    return OffstageRuntime.start(app, Settings.switchedOff(sources), loader, null);
  }

  /** Says in the log why an application runs as without this library. */
  public static void sayOff(String app, String why, @Nullable Throwable cause) {
    Log.warn(
        "offstage: '" + app + "' runs as without Offstage, all work inline, because " + why, cause);
  }
}
