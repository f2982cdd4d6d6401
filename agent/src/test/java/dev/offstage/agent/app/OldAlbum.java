package dev.offstage.agent.app;

import dev.offstage.Background;
import java.util.function.Consumer;

/** Overrides a marked method, marks its own, and calls up. */
public class OldAlbum extends Album implements Drawable, Consumer<String> {
  /** Has a bridge method that takes an Object. */
  @Override
  @Background
  public void accept(String name) {
    Calls.add("accept " + name);
  }

  @Override
  @Background
  public void overridden(String from) {
    Calls.add("OldAlbum.overridden " + from);
    super.overridden(from);
  }
}
