package dev.offstage.agent.advise;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often each stack of a request was seen. Bounded: at its limits it takes a few megabytes, and
 * further stacks are only counted. Not thread-safe: only the sampling thread uses it.
 */
final class Samples {
  static final int MOST_STACKS = 5000;
  private static final int MOST_DISTINCT_FRAMES = 20000;

  private final Map<List<Frame>, Integer> counts = new HashMap<List<Frame>, Integer>();
  private final Map<Frame, Frame> frames = new HashMap<Frame, Frame>();
  private int requests;
  private int leftOut;

  /** Counts the thread's stack, if the thread is in a request. */
  void add(StackTraceElement[] trace) {
    List<Frame> stack = RequestPart.of(trace);
    if (stack == null) {
      return;
    }
    Integer count = counts.get(stack);
    if (count == null && !isRoomFor(stack)) {
      leftOut++;
      return;
    }
    counts.put(count == null ? shared(stack) : stack, count == null ? 1 : count + 1);
    requests++;
  }

  private boolean isRoomFor(List<Frame> stack) {
    return counts.size() < MOST_STACKS && frames.size() + stack.size() <= MOST_DISTINCT_FRAMES;
  }

  /** The same frames, each of them once in memory. */
  private List<Frame> shared(List<Frame> stack) {
    Frame[] shared = new Frame[stack.size()];
    for (int i = 0; i < shared.length; i++) {
      Frame frame = stack.get(i);
      Frame known = frames.get(frame);
      if (known == null) {
        frames.put(frame, frame);
      }
      shared[i] = known == null ? frame : known;
    }
    return Arrays.asList(shared);
  }

  /** How often each stack was seen. */
  Map<List<Frame>, Integer> counts() {
    return counts;
  }

  /** How often a request was seen, in all. */
  int requests() {
    return requests;
  }

  /** How often a request was seen that there was no room for. */
  int leftOut() {
    return leftOut;
  }

  /** The names of all classes in the stacks. */
  Set<String> types() {
    Set<String> types = new TreeSet<String>();
    for (Frame frame : frames.keySet()) {
      types.add(frame.type);
    }
    return types;
  }
}
