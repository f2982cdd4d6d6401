package dev.offstage.servlet.reply;

import org.jspecify.annotations.Nullable;

/** Offstage's filter, by whichever of its two names. */
public final class OwnFilter {
  private OwnFilter() {}

  /** Whether it is of this class. */
  public static boolean is(@Nullable String className) {
    return className != null
        && className.startsWith("dev.offstage.")
        && className.endsWith(".OffstageFilter");
  }
}
