package dev.offstage.agent.advise;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How often each stack of a request was seen. Bounded: at its limits it takes some ten megabytes,
 * and further stacks are only counted. Not thread-safe: only the sampling thread uses it.
 */
final class Samples {
  static final int MOST_STACKS = 5000;
  private static final int MOST_DISTINCT_FRAMES = 40000;

  private final Map<SeenStack, SeenStack> stacks = new HashMap<>();
  private final Map<Frame, Frame> frames = new HashMap<>();
  private int looks;
  private int leftOut;

  /**
   * Counts a thread's stack, if the thread is in a request.
   *
   * @param url empty if it is not known
   * @param request the same for the same request
   * @param millis the time that the stack stands for
   * @return whether it is in one
   */
  boolean add(StackTraceElement[] trace, String url, long request, double millis) {
    List<Frame> part = RequestPart.of(trace);
    if (part == null) {
      return false;
    }
    SeenStack stack = new SeenStack(url, part);
    SeenStack known = stacks.get(stack);
    if (known == null && !isRoomFor(part)) {
      leftOut++;
      return true;
    }
    if (known == null) {
      known = new SeenStack(url, shared(part));
      stacks.put(known, known);
    }
    known.seen.add(request, millis);
    looks++;
    return true;
  }

  /** Has all times that were added stand for so many milliseconds each. */
  void scale(double factor) {
    for (SeenStack stack : stacks.keySet()) {
      stack.seen.scale(factor);
    }
  }

  private boolean isRoomFor(List<Frame> stack) {
    return stacks.size() < MOST_STACKS && frames.size() + stack.size() <= MOST_DISTINCT_FRAMES;
  }

  /** The same frames, each of them once in memory. */
  private List<Frame> shared(List<Frame> stack) {
    Frame[] shared = new Frame[stack.size()];
    for (int i = 0; i < shared.length; i++) {
      Frame frame = stack.get(i);
      Frame known = frames.putIfAbsent(frame, frame);
      shared[i] = known == null ? frame : known;
    }
    return Arrays.asList(shared);
  }

  Collection<SeenStack> stacks() {
    return stacks.keySet();
  }

  /** How often a request was seen, in all. */
  int looks() {
    return looks;
  }

  /** How often a request was seen that there was no room for. */
  int leftOut() {
    return leftOut;
  }

  /** The names of all classes in the stacks. */
  Set<String> types() {
    Set<String> types = new TreeSet<>();
    for (Frame frame : frames.keySet()) {
      types.add(frame.type);
    }
    return types;
  }
}
