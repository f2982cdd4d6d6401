package dev.offstage.benchmarks;

import dev.offstage.Background;
import org.openjdk.jmh.annotations.CompilerControl;

/** A class of an application. A call stays a call, as with methods that do real work. */
class PhotoShop {
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  void develop(Photo photo) {
    photo.process();
  }

  @Background
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  void developInBackground(Photo photo) {
    photo.process();
  }
}
