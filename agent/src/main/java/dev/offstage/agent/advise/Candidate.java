package dev.offstage.agent.advise;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A method that was seen in requests, and what was seen of it. */
final class Candidate {
  private static final int MOST_BENEATH = 200;

  final MethodCode method;
  final boolean isLibrary;

  /** How many webapps have the class. */
  final int copies;

  final ResultUse resultUse = new ResultUse();

  /** What it calls, directly or not, as far as it was seen. */
  final Set<MethodCode> beneath = new LinkedHashSet<MethodCode>();

  /** Its position in each stack, counted from the outside; -1 if it is not there. */
  private final short[] positions;

  private final List<RequestStack> stacks;
  final int samples;

  Candidate(MethodCode method, boolean isLibrary, int copies, List<RequestStack> stacks) {
    this.method = method;
    this.isLibrary = isLibrary;
    this.copies = copies;
    this.stacks = stacks;
    this.positions = new short[stacks.size()];
    int sum = 0;
    for (int i = 0; i < positions.length; i++) {
      RequestStack stack = stacks.get(i);
      positions[i] = (short) stack.indexOf(method);
      if (positions[i] >= 0) {
        sum += stack.samples;
        resultUse.add(stack.steps, positions[i]);
        for (Step step : stack.steps.subList(positions[i] + 1, stack.steps.size())) {
          if (beneath.size() < MOST_BENEATH) {
            beneath.add(step.method);
          }
        }
      }
    }
    this.samples = sum;
  }

  boolean isIn(int stack) {
    return positions[stack] >= 0;
  }

  /**
   * How many samples have it inside another method.
   *
   * @param which the stacks that count
   */
  int samplesIn(Candidate outer, boolean[] which) {
    int sum = 0;
    for (int i = 0; i < positions.length; i++) {
      if (which[i] && outer.positions[i] >= 0 && positions[i] > outer.positions[i]) {
        sum += stacks.get(i).samples;
      }
    }
    return sum;
  }

  /** Whether it has code of its own after the call that leads to the other method. */
  boolean goesOnAfterCallTowards(MethodCode other) {
    for (int i = 0; i < positions.length; i++) {
      List<Step> steps = stacks.get(i).steps;
      if (isIn(i) && stacks.get(i).indexOf(other) > positions[i]) {
        for (Call call : steps.get(positions[i]).callsTo(steps.get(positions[i] + 1).method)) {
          if (!call.last) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public String toString() {
    return method.signature();
  }
}
