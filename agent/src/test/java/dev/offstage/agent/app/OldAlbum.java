package dev.offstage.agent.app;

import dev.offstage.Background;

/** Overrides a marked method, marks its own, and calls up. */
public class OldAlbum extends Album implements Drawable {
  @Override
  @Background
  public void overridden(String from) {
    Calls.add("OldAlbum.overridden " + from);
    super.overridden(from);
  }
}
