package dev.offstage.agent.app;

import dev.offstage.Background;

/** Marked methods that cannot be redirected. */
public abstract class Refused {
  @Background
  public String returnsText() {
    return "text";
  }

  @Background
  public int returnsNumber() {
    return 1;
  }

  @Background
  public synchronized void locks() {}

  @Background
  public abstract void hasNoBody();

  @Background
  public native void isNative();
}
