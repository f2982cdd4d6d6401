package dev.offstage.agent.advise;

import java.util.ArrayList;
import java.util.List;

/** A stack of requests to one URL; two are equal if they have the same frames. */
final class SeenStack {
  /** Empty if it is not known. */
  final String url;

  /** The outermost first. */
  final List<Frame> frames;

  final Seen seen = new Seen();

  SeenStack(String url, List<Frame> frames) {
    this.url = url;
    this.frames = frames;
  }

  List<String> types() {
    List<String> types = new ArrayList<>();
    for (Frame frame : frames) {
      types.add(frame.type);
    }
    return types;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SeenStack
        && ((SeenStack) other).url.equals(url)
        && ((SeenStack) other).frames.equals(frames);
  }

  @Override
  public int hashCode() {
    return url.hashCode() * 31 + frames.hashCode();
  }
}
