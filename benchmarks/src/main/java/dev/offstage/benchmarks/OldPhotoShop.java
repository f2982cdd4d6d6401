package dev.offstage.benchmarks;

import dev.offstage.Background;
import org.openjdk.jmh.annotations.CompilerControl;

/**
 * To be loaded as a class whose file knows no invokedynamic: the agent redirects it in another way.
 * Public as all that it uses, for the copy is in another package.
 */
public class OldPhotoShop implements PhotoLab {
  @Override
  @Background
  @CompilerControl(CompilerControl.Mode.DONT_INLINE)
  public void developInBackground(Photo photo) {
    photo.process();
  }
}
