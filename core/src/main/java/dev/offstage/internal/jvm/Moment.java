package dev.offstage.internal.jvm;

/** Lets a moment pass: for what another thread is about to do, a few instructions from now. */
public final class Moment {
  private Moment() {}

  /** Gives the processor to the other thread, which may have been stopped just there. */
  @SuppressWarnings("ThreadPriorityCheck") // nothing depends on it but the time that it takes
  public static void pass() {
    Thread.yield();
  }
}
