package dev.offstage.agent.app;

import dev.offstage.Background;

/** A marked default method. */
public interface Drawable {
  @Background
  default void draw(String how) {
    Calls.add("draw " + how);
  }
}
