package dev.offstage.frameworks;

import org.jspecify.annotations.Nullable;

/** What a page calls. */
public final class JspWork {
  private JspWork() {}

  /** The slow one. */
  public static String report(@Nullable String year, @Nullable String gate)
      throws InterruptedException {
    SlowWork.at(gate);
    return "jsp report of " + year;
  }
}
