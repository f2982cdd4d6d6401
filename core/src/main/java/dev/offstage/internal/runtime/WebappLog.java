package dev.offstage.internal.runtime;

import dev.offstage.internal.log.LogTarget;
import dev.offstage.internal.log.LogTargets;
import dev.offstage.internal.text.Log;
import org.jspecify.annotations.Nullable;

/**
 * Sends the log to the application's own logging library while the application runs. Not earlier:
 * whoever asks first for a logger starts the library, and a listener of the webapp may set up what
 * it reads then. Not later: whoever stops it does that after the filters.
 */
final class WebappLog {
  private WebappLog() {}

  /** As {@code offstage.log} says. Never throws. */
  static void open(String app, String setting) {
    LogTarget found = null;
    try {
      found = find(setting);
    } catch (Throwable t) {
      // Every Throwable: a library that is not whole is an Error.
      Log.warn("offstage: the log of '" + app + "' stays here, its logging library fails", t);
      return;
    }
    if (found != null) {
      Log.info("offstage: '" + app + "' has started; its log goes on in its own " + found);
      Log.to(found);
      Log.info(
          "Offstage logs here for '" + app + "'; the lines of the start are in the server's log");
    } else if (!setting.equals("auto") && !setting.equals("jul")) {
      Log.warn(
          "offstage: the log of '"
              + app
              + "' stays here, although offstage.log="
              + setting
              + ": there is none, or nothing behind it that writes; put it into WEB-INF/lib");
    }
  }

  private static @Nullable LogTarget find(String setting) {
    switch (setting) {
      case "jul":
        return null;
      case "auto":
        return LogTargets.own(Log.NAME);
      default:
        return LogTargets.visible(setting, Log.NAME);
    }
  }

  /** What comes later goes to the server's log: the application's may be closed. */
  static void close() {
    Log.to(null);
  }
}
