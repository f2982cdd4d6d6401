package dev.offstage.testing;

/** Sizes of long runs: a short cut by default, the full count with {@code -Dfull=true}. */
public final class Soak {
  private Soak() {}

  /** How many to do in this run. */
  public static int count(int shortCut, int full) {
    return Boolean.getBoolean("full") ? full : shortCut;
  }
}
